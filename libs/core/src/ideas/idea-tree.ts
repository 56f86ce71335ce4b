import type { Idea } from './idea.js';
import type { IdeaRepository } from './idea-repository.js';

/** Ancestors that are looked for, and children that are answered, at most. */
export const treeLimit = 100;

/** Where an idea comes from, and what was made of it. */
export interface IdeaTree {
  /** The farthest first; they begin after the first that is gone. */
  ancestors: Idea[];
  idea: Idea;
  /** The newest first. */
  children: Idea[];
}

/** The tree around an idea, `limit` ancestors and `limit` children at most. */
export async function treeOf(idea: Idea, ideas: IdeaRepository, limit = treeLimit): Promise<IdeaTree> {
  const ancestors: Idea[] = [];
  for (let parentId = idea.parentId; parentId !== null && ancestors.length < limit;) {
    const parent = await ideas.find(parentId);
    if (parent === undefined) break;
    ancestors.unshift(parent);
    parentId = parent.parentId;
  }
  return { ancestors, idea, children: await ideas.childrenOf(idea.id, limit) };
}
