import type { Idea } from '../ideas/idea.js';
import type { IdeaRepository } from '../ideas/idea-repository.js';
import { splitText } from '../ideas/split-text.js';
import type { CandidateScores } from './candidate.js';
import type { CandidateDraft, Verdict } from './candidate-draft.js';
import type { EnsembleRequest } from './ensemble-tools.js';
import { rankCandidates, scoreCandidate } from './placeholder-ranking.js';

/** Kept ideas that a candidate is compared with: the newest of its language and category. */
const compared = 100;

/** A candidate that was written, and where it stands. */
export interface Ranked {
  draft: CandidateDraft;
  verdict: Verdict & { rank: number };
}

/** Tells what the candidates of an ensemble are worth. */
export class CandidateScoring {
  private kept?: Promise<readonly Idea[] | null>;

  constructor(
    private readonly request: EnsembleRequest,
    private readonly ideas: IdeaRepository,
  ) {}

  /** Of a candidate while others are being written. */
  async verdict(draft: CandidateDraft): Promise<Verdict> {
    const scores = await this.scores(draft);
    const [{ sum }] = rankCandidates([{ index: draft.index, scores }]);
    return { scores, sum, rank: null, reason: '' };
  }

  /** Of all that were written, the best first. */
  async verdicts(drafts: readonly CandidateDraft[]): Promise<Ranked[]> {
    const scored = await Promise.all(
      drafts.map(async (draft) => ({ index: draft.index, scores: await this.scores(draft) })),
    );
    const ranks = new Map(rankCandidates(scored).map((ranked) => [ranked.index, ranked]));
    const ranked = scored.flatMap(({ index, scores }, place) => {
      const found = ranks.get(index);
      if (found === undefined) return [];
      const { sum, rank, reason } = found;
      return [{ draft: drafts[place], verdict: { scores, sum, rank, reason } }];
    });
    return ranked.sort((a, b) => a.verdict.rank - b.verdict.rank);
  }

  private async scores({ text, meanLogprob, crossLogprob }: CandidateDraft): Promise<CandidateScores> {
    this.kept ??= this.readKept();
    const { prompt } = this.request;
    return scoreCandidate({ ...splitText(text), meanLogprob, crossLogprob }, { prompt, kept: await this.kept });
  }

  /** Null where they cannot be read: that is no reason to lose what was written. */
  private async readKept(): Promise<readonly Idea[] | null> {
    const { language, category } = this.request;
    return this.ideas.list(compared, undefined, { language, category }).catch(() => null);
  }
}
