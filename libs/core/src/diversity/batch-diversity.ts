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

/** The ideas of a batch as they are finished, and how alike they are. */
export class BatchDiversity {
  private readonly accepted: TextProfile[] = [];
  private readonly collapsed: TextProfile[] = [];
  private pairs = 0;
  private similarity = 0;

  /** Takes a finished idea; one that is a near-duplicate is no measure for those that follow. */
  add({ title, content }: Pick<Idea, 'title' | 'content'>): void {
    const profile = profileOf(`${title}\n${content}`);
    let isCollapsed = false;
    for (const other of this.accepted) {
      const likeness = likenessOf(profile, other);
      this.count(likeness);
      isCollapsed ||= likeness >= nearDuplicate;
    }
    for (const other of this.collapsed) this.count(likenessOf(profile, other));
    (isCollapsed ? this.collapsed : this.accepted).push(profile);
  }

  get figures(): DiversityFigures {
    const { pairs, similarity } = this;
    const distinct = this.accepted.length;
    return { ideas: distinct + this.collapsed.length, distinct, pairs, similarity, rewritten: 0 };
  }

  private count(likeness: number): void {
    this.pairs++;
    this.similarity += likeness;
  }
}
