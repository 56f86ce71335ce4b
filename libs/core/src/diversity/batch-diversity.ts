import type { Idea } from '../ideas/idea.js';
import { nearDuplicate } from './near-duplicate.js';
import { likenessOf, profileOf, type TextProfile } from './similarity.js';

/** How different the ideas of a batch are, in figures that can be added up. */
export interface DiversityFigures {
  /** Finished ideas. */
  ideas: number;
  /** Those that were no near-duplicate of one that was there before. */
  distinct: number;
  /** Pairs of finished ideas, and the sum of their similarities. */
  pairs: number;
  similarity: number;
  /** Places that were written again. */
  rewritten: number;
}

/** What of an idea is compared. */
type IdeaText = Pick<Idea, 'title' | 'content'>;

/** The ideas of a batch as they are finished, and how alike they are. */
export class BatchDiversity {
  private readonly accepted: TextProfile[] = [];
  private readonly collapsed: TextProfile[] = [];
  private pairs = 0;
  private similarity = 0;
  private rewritten = 0;

  /** Whether an idea is a near-duplicate of one that is there. */
  hasLike(idea: IdeaText): boolean {
    const profile = profileOfIdea(idea);
    return this.accepted.some((other) => likenessOf(profile, other) >= nearDuplicate);
  }

  /** Takes a finished idea; one that is a near-duplicate is no measure for those that follow. */
  add(idea: IdeaText): void {
    const profile = profileOfIdea(idea);
    let isCollapsed = false;
    for (const other of this.accepted) {
      const likeness = likenessOf(profile, other);
      this.count(likeness);
      isCollapsed ||= likeness >= nearDuplicate;
    }
    for (const other of this.collapsed) this.count(likenessOf(profile, other));
    (isCollapsed ? this.collapsed : this.accepted).push(profile);
  }

  /** A place is written again: to be said once of each, however often it is. */
  rewrite(): void {
    this.rewritten++;
  }

  get figures(): DiversityFigures {
    const { pairs, similarity, rewritten } = this;
    const distinct = this.accepted.length;
    return { ideas: distinct + this.collapsed.length, distinct, pairs, similarity, rewritten };
  }

  private count(likeness: number): void {
    this.pairs++;
    this.similarity += likeness;
  }
}

function profileOfIdea({ title, content }: IdeaText): TextProfile {
  return profileOf(`${title}\n${content}`);
}
