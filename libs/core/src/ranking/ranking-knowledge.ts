import type { IdeaRepository } from '../ideas/idea-repository.js';
import { type LearnedWeights, learnWeights } from './learn-weights.js';
import { exampleOf } from './ranking-example.js';
import type { RankingWeights } from './weights.js';

/** What the ranking goes by, and how that came. */
export interface RankingFigures {
  configured: RankingWeights;
  /** Null while ratings are not used. */
  learned: RankingWeights | null;
  /** How much of the learned weights is used, 0 to 1. */
  trust: number;
  used: RankingWeights;
  /** Ratings that can be learned from, the newest 1,000 at most. */
  ratings: number;
  minRatings: number;
}

export interface RankingSettings {
  configured: RankingWeights;
  /** Ratings from which on they are used; 0: never. */
  minRatings: number;
  /** Milliseconds of a clock that only goes forward. */
  now: () => number;
}

const mostRatings = 1000;
/** Milliseconds after which ratings are read again: those that other processes took are known by then. */
const freshFor = 60_000;

/** Knows the weights of the ranking. What it read of the ratings it keeps for a minute, or until this process takes one. */
export class RankingKnowledge {
  private reading?: { figures: Promise<RankingFigures>; until: number };

  constructor(
    private readonly ideas: IdeaRepository,
    private readonly settings: RankingSettings,
  ) {}

  /** The weights to rank by. They are never a reason to fail: where ratings cannot be read, the configured ones. */
  async weights(): Promise<RankingWeights> {
    const { configured, minRatings } = this.settings;
    if (minRatings === 0) return configured;
    return this.figures().then(
      ({ used }) => used,
      () => configured,
    );
  }

  /** @throws MuseError where ratings cannot be read */
  figures(): Promise<RankingFigures> {
    const now = this.settings.now();
    if (this.reading === undefined || now >= this.reading.until) {
      const reading = { figures: this.read(), until: now + freshFor };
      this.reading = reading;
      // What failed is tried again by the next who asks; whoever asked now hears of it.
      reading.figures.catch(() => {
        if (this.reading === reading) this.reading = undefined;
      });
    }
    return this.reading.figures;
  }

  /** Somebody has rated an idea here: what was read is no longer all. */
  forget(): void {
    this.reading = undefined;
  }

  private async read(): Promise<RankingFigures> {
    const { configured, minRatings } = this.settings;
    const examples = (await this.ideas.ratedEnsembles(mostRatings)).flatMap(exampleOf);
    const enough = minRatings > 0 && examples.length >= minRatings;
    const { learned, trust, used }: LearnedWeights | Unlearned = enough
      ? learnWeights(examples, configured)
      : { learned: null, trust: 0, used: configured };
    return { configured, learned, trust, used, ratings: examples.length, minRatings };
  }
}

interface Unlearned {
  learned: null;
  trust: 0;
  used: RankingWeights;
}
