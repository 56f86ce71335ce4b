import { profileOf, type TextProfile } from '../diversity/similarity.js';
import { splitText } from '../ideas/split-text.js';
import { likelihoodScore } from '../ranking/likelihood.js';
import { rankCandidates } from '../ranking/rank.js';
import { scoreCandidate } from '../ranking/score-candidate.js';
import type { RankingWeights } from '../ranking/weights.js';
import type { CandidateScores } from './candidate.js';
import type { CandidateDraft, Verdict } from './candidate-draft.js';
import type { EnsembleRequest, EnsembleTools } from './ensemble-tools.js';

/** Kept ideas that a candidate is compared with: the newest of its language and category. */
const compared = 100;

/** A candidate that was written, and where it stands. */
export interface Ranked {
  draft: CandidateDraft;
  verdict: Verdict & { rank: number };
}

/** Tells what the candidates of an ensemble are worth. */
export class CandidateScoring {
  private readonly kept: Promise<TextProfile[]>;
  private readonly weights: Promise<RankingWeights>;
  private readonly scored = new Map<CandidateDraft, Promise<CandidateScores>>();

  constructor(
    private readonly request: EnsembleRequest,
    private readonly tools: Pick<EnsembleTools, 'ideas' | 'weights'>,
  ) {
    // While the models write.
    this.kept = this.readKept();
    this.weights = tools.weights();
  }

  /** Of a candidate while others are being written. */
  async verdict(draft: CandidateDraft): Promise<Verdict> {
    const scores = await this.scores(draft);
    const [{ sum }] = rankCandidates([{ index: draft.index, scores }], await this.weights);
    return { scores, sum, rank: null, reason: '' };
  }

  /** Of all that were written, the best first. */
  async verdicts(drafts: readonly CandidateDraft[]): Promise<Ranked[]> {
    const scored = await Promise.all(
      drafts.map(async (draft) => ({ index: draft.index, scores: await this.scores(draft) })),
    );
    const ranks = new Map(rankCandidates(scored, await this.weights).map((ranked) => [ranked.index, ranked]));
    const ranked = scored.flatMap(({ index, scores }, place) => {
      const found = ranks.get(index);
      if (found === undefined) return [];
      const { sum, rank, reason } = found;
      return [{ draft: drafts[place], verdict: { scores, sum, rank, reason } }];
    });
    return ranked.sort((a, b) => a.verdict.rank - b.verdict.rank);
  }

  /** Another model may read it later than the rest is known. */
  private async scores(draft: CandidateDraft): Promise<CandidateScores> {
    const known = this.scored.get(draft) ?? this.score(draft);
    this.scored.set(draft, known);
    return { ...(await known), crossLikelihood: likelihoodScore(draft.crossLogprob) };
  }

  private async score({ text, meanLogprob }: CandidateDraft): Promise<CandidateScores> {
    const { prompt } = this.request;
    return scoreCandidate({ ...splitText(text), meanLogprob, crossLogprob: null }, { prompt, kept: await this.kept });
  }

  /** None where they cannot be read: that is no reason to lose what was written. */
  private async readKept(): Promise<TextProfile[]> {
    const { language, category } = this.request;
    const kept = await this.tools.ideas.list(compared, undefined, { language, category }).catch(() => []);
    return kept.map(({ title, content }) => profileOf(`${title}\n${content}`));
  }
}
