import { MuseError } from '../errors/muse-error.js';
import { isNews, type ReportedDecision } from '../preloading/preload-figures.js';
import type { PreloadDecision } from '../preloading/plan-preload.js';
import type { PreloadStrategy } from '../preloading/preload-strategy.js';
import type { UsageHistory } from '../usage/usage-history.js';
import type { ClusterNotes } from './cluster-notes.js';
import type { ClusterView } from './cluster-view.js';
import { crowdedModels } from './crowded-models.js';
import type { Orders } from './orders.js';
import type { WaitingJobs } from './placement-calls.js';
import type { PlacementDecision, PlacementSituation } from './placement-situation.js';
import { isCalm, planPlacement } from './plan-placement.js';
import { rankingOf } from './ranking-of.js';
import { isInstance, reportsOf } from './worker-report.js';

export interface PlacementOptions {
  /** Keys of the catalog. */
  models: readonly string[];
  defaultModel: string;
  strategy: PreloadStrategy;
  /** How many of the most wanted models are kept loaded. */
  top: number;
  /** Seconds that a queue is too long before its model gets a further instance. */
  crowdedFor: number;
  /** Says what was decided, for the log. */
  observe: (decision: PreloadDecision) => void;
}

/** The placement of a cluster's models: looks at all of it, decides, and tells the workers. Never run twice at the same time. */
export class Placement {
  constructor(
    private readonly view: ClusterView,
    private readonly notes: ClusterNotes,
    private readonly orders: Orders,
    private readonly jobs: WaitingJobs,
    private readonly usage: UsageHistory,
    private readonly options: PlacementOptions,
  ) {}

  /** Resolves when what was decided has been done, or begun where it is a load. @param ahead whether the most wanted are loaded */
  async run(ahead: boolean, now = new Date()): Promise<void> {
    await this.view.refresh();
    const situation = await this.look(ahead, now);
    const decisions = planPlacement(situation);
    await this.remember(situation, decisions);
    const workers = [...new Set(decisions.map(({ worker }) => worker))];
    const byWorker = workers.map((id) => decisions.filter(({ worker }) => worker === id));
    await Promise.all(byWorker.map((theirs) => this.carryOut(theirs, now)));
  }

  private async look(ahead: boolean, now: Date): Promise<PlacementSituation> {
    const { models, defaultModel, strategy, top, crowdedFor } = this.options;
    const { workers, notes } = this.view;
    const [queued, histories] = await Promise.all([this.jobs.count(models), this.usage.read()]);
    const crowded = new Map(
      crowdedModels(queued, workers).map(([key, instances]) => {
        const before = notes.crowded.get(key);
        // A further instance has time to make the queue shorter before there is another one.
        const since = before?.instances === instances ? before.since : now.getTime();
        return [key, { since, instances }] as const;
      }),
    );
    await Promise.all([this.notes.setCrowded(crowded), this.notes.setQueued(onlyPositive(queued))]);
    return {
      workers,
      queued,
      crowded: [...crowded].filter(([, { since }]) => now.getTime() - since >= crowdedFor * 1000).map(([key]) => key),
      ranking: rankingOf(histories, workers, strategy, now),
      top,
      ahead,
      current: notes.current ?? defaultModel,
      patient: notes.patient,
      now,
    };
  }

  private async remember(situation: PlacementSituation, decisions: readonly PlacementDecision[]): Promise<void> {
    const { ranking, top, workers, patient } = situation;
    await this.notes.setWanted(ranking.slice(0, top));
    const isOver = (key: string): boolean =>
      reportsOf(key, workers).some(({ model }) => isInstance(model)) ||
      (isCalm(situation) && key === patient[0] && decisions.some(({ model }) => model === key));
    for (const key of patient.filter(isOver)) await this.notes.removePatient(key);
  }

  /** The decisions about one worker, one after the other. */
  private async carryOut(decisions: readonly PlacementDecision[], now: Date): Promise<void> {
    for (const decision of decisions) {
      await this.note(decision, now);
      try {
        await this.order(decision);
      } catch (error) {
        const { detail } = MuseError.from(error);
        await this.note({ model: decision.model, action: 'skip', reason: detail }, now);
      }
    }
  }

  private async order({ worker, model, action, reason, ahead = false }: PlacementDecision): Promise<void> {
    if (worker === undefined) return;
    if (action === 'evict') await this.orders.give(worker, { type: 'evict', model, reason });
    if (action === 'load') await this.orders.give(worker, { type: 'load', model, ahead, begin: true });
  }

  private async note({ model, action, reason, worker }: PlacementDecision, at: Date): Promise<void> {
    const decision = { model, action, reason: worker === undefined ? reason : `${reason}, on ${worker}`, at };
    if (!isNews(decision, this.view.notes.decisions)) return;
    await this.notes.addDecision(decision);
    if (action !== 'keep') this.options.observe(decision satisfies ReportedDecision);
  }
}

function onlyPositive(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...counts].filter(([, count]) => count > 0));
}
