import type { IdeaTree } from '@muse/core/ideas/idea-tree.js';
import { type IdeaDto, toIdeaDto } from '../generation/idea.dto.js';

/** Where an idea comes from, and what was made of it. */
export class IdeaTreeDto {
  /**
   * Its parent, the parent of that, and so on, the farthest first: 100 at most. Where the first of them has a `parent_id`, that one is
   * deleted, or even farther away.
   */
  ancestors: IdeaDto[];
  idea: IdeaDto;
  /** What was made of it, the newest first: 100 at most. */
  children: IdeaDto[];
}

export function toIdeaTreeDto({ ancestors, idea, children }: IdeaTree): IdeaTreeDto {
  return { ancestors: ancestors.map(toIdeaDto), idea: toIdeaDto(idea), children: children.map(toIdeaDto) };
}
