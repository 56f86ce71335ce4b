import { planPreload } from '../../libs/core/src/preloading/plan-preload.js';
import {
  decayedAfterUse,
  rank,
  type ModelHistory,
  type Weigh,
} from '../../libs/core/src/preloading/preload-strategy.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { loadSeconds, workSeconds, type Request } from './traces.js';

/** A place in memory; all times are seconds since the start. */
interface Place {
  model?: string;
  /** When its model is loaded. */
  readyAt: number;
  /** When nobody waits for it or uses it any more. */
  freeAt: number;
}

export interface SimulationOptions {
  places: number;
  weigh: Weigh;
  /** What a load on demand evicts by: the same, unless said otherwise. */
  weighForEviction?: Weigh;
  /** Seconds between two runs of the preloader; Infinity for none. */
  interval: number;
}

/**
 * Replays requests through the policy. The preloader runs at every interval; a request for a cold model loads it at once, in
 * place of the lightest idle model, or of the one that is idle soonest where all are busy. Loads run side by side at full
 * speed; a request that comes during the load of its model waits for the rest of it, and is no hit.
 */
export function simulate(requests: readonly Request[], options: SimulationOptions): Outcome {
  const memory = new Memory(options);
  let tick = options.interval;
  const waits = requests.map((request) => {
    for (; tick <= request.at; tick += options.interval) memory.preload(tick);
    return memory.serve(request);
  });
  return outcomeOf(waits);
}

class Memory {
  private readonly places: Place[];
  private readonly histories = new Map<string, ModelHistory>();
  /** Uses that are not finished, the first to finish in front: the service counts a text when it is written. */
  private readonly unfinished: { model: string; at: number }[] = [];

  constructor(private readonly options: SimulationOptions) {
    this.places = Array.from({ length: options.places }, () => ({ readyAt: 0, freeAt: 0 }));
  }

  preload(at: number): void {
    this.recordUntil(at);
    const loaded = this.places.flatMap(({ model, freeAt }) =>
      model === undefined
        ? []
        : [{ key: model, busy: freeAt > at, current: false, lastUsed: this.histories.get(model)?.lastUsed }],
    );
    const decisions = planPreload({
      ranking: this.ranking(at, this.options.weigh),
      loaded,
      fits: (keys) => keys.length <= this.options.places,
      top: this.options.places,
      now: asDate(at),
    });
    for (const { model, action } of decisions) {
      if (action === 'evict') this.placeOf(model)!.model = undefined;
      if (action === 'load') this.load(this.placeOf(undefined)!, model, at);
    }
  }

  /** Returns the seconds that the request waited for its model. */
  serve({ at, model }: Request): number {
    this.recordUntil(at);
    let place = this.placeOf(model);
    if (place === undefined) {
      place = this.placeOf(undefined) ?? this.lightest(at);
      this.load(place, model, at);
    }
    const start = Math.max(at, place.readyAt);
    place.freeAt = Math.max(place.freeAt, start + workSeconds);
    this.unfinished.push({ model, at: start + workSeconds });
    this.unfinished.sort((a, b) => a.at - b.at);
    return start - at;
  }

  private load(place: Place, model: string, at: number): void {
    place.model = model;
    place.readyAt = Math.max(at, place.freeAt) + loadSeconds[model];
    place.freeAt = place.readyAt;
  }

  /** The idle place with the lightest model; where all are busy, the one that is idle soonest. */
  private lightest(at: number): Place {
    const ranking = this.ranking(at, this.options.weighForEviction ?? this.options.weigh);
    const placeInRanking = ({ model }: Place): number =>
      ranking.includes(model!) ? ranking.indexOf(model!) : ranking.length;
    const idle = this.places.filter(({ freeAt }) => freeAt <= at);
    return idle.length > 0
      ? idle.sort((a, b) => placeInRanking(b) - placeInRanking(a))[0]
      : [...this.places].sort((a, b) => a.freeAt - b.freeAt)[0];
  }

  private placeOf(model: string | undefined): Place | undefined {
    return this.places.find((place) => place.model === model);
  }

  private ranking(at: number, weigh: Weigh): string[] {
    return rank([...this.histories.values()], weigh, asDate(at));
  }

  private recordUntil(now: number): void {
    while (this.unfinished.length > 0 && this.unfinished[0].at <= now) {
      const { model, at } = this.unfinished.shift()!;
      const before = this.histories.get(model);
      this.histories.set(model, {
        model,
        usageCount: (before?.usageCount ?? 0) + 1,
        totalTime: (before?.totalTime ?? 0) + workSeconds,
        lastUsed: asDate(at),
        decayedCount: decayedAfterUse(before, asDate(at)),
      });
    }
  }
}

function asDate(seconds: number): Date {
  return new Date(Math.round(seconds * 1000));
}
