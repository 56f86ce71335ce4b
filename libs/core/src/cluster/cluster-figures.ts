import { ModelWays, type ModelWay } from '../models/model-ways.js';
import { PreloadFigures, type ReportedDecision } from '../preloading/preload-figures.js';
import { LiveFigures, type LiveModel } from '../statistics/live-figures.js';
import { addFigures } from './add-figures.js';
import type { ClusterView } from './cluster-view.js';
import { reportsOf } from './worker-report.js';

/** A model of which nothing was heard yet. */
const noFigures: LiveModel = {
  tokensPerSecond: 0,
  queueDepth: 0,
  running: 0,
  timeToFirstToken: null,
  promptTokens: 0,
  cachedPromptTokens: 0,
};

/** The live figures of all workers together; jobs that no worker has taken wait, too. */
export class ClusterLiveFigures extends LiveFigures {
  constructor(private readonly view: ClusterView) {
    super();
  }

  override snapshot(): ReadonlyMap<string, LiveModel> {
    const sums = new Map<string, LiveModel>();
    for (const [model, figures] of this.view.workers.flatMap(({ live }) => live)) {
      const before = sums.get(model);
      sums.set(model, before === undefined ? figures : addFigures(before, figures));
    }
    for (const [model, jobs] of this.view.notes.queued) {
      const figures = sums.get(model) ?? noFigures;
      sums.set(model, { ...figures, queueDepth: figures.queueDepth + jobs });
    }
    return sums;
  }
}

/** What preloading was good for, counted by all workers that are there, and what the placement decided. */
export class ClusterPreloadFigures extends PreloadFigures {
  constructor(private readonly view: ClusterView) {
    super();
  }

  override get hits(): number {
    return this.sum('hits');
  }

  override get coldStarts(): number {
    return this.sum('coldStarts');
  }

  override get secondsSaved(): number {
    return this.sum('secondsSaved');
  }

  override get decisions(): readonly ReportedDecision[] {
    return this.view.notes.decisions;
  }

  private sum(figure: 'hits' | 'coldStarts' | 'secondsSaved'): number {
    return this.view.workers.reduce((sum, { preload }) => sum + preload[figure], 0);
  }
}

/** How models write, by the first worker that knows. */
export class ClusterModelWays extends ModelWays {
  constructor(private readonly view: ClusterView) {
    super();
  }

  override wayOf(key: string): ModelWay | undefined {
    return reportsOf(key, this.view.workers).find(({ model }) => model.way !== undefined)?.model.way;
  }
}
