import { type Eviction, findPlace } from './find-place.js';
import type { PlacementDecision, PlacementSituation } from './placement-situation.js';
import { whyNowhere } from './why-nowhere.js';
import { withStatus } from './worker-memory.js';
import { isInstance, reportsOf, type WorkerReport } from './worker-report.js';

/** A model that shall have an instance, or a further one. */
interface Need {
  model: string;
  why: string;
  evicts: Eviction;
  ahead?: boolean;
  further?: boolean;
  /** Says so where it is there already. */
  tellsKept?: boolean;
}

/**
 * Decides which worker loads and evicts what. First comes the current model, then models that somebody waits for, then the most
 * wanted, then further instances of the crowded, and where nothing is generated whoever waits for that. The evictions for a
 * load stand before it. What is busy, waited for, just used or the only instance of the current model is never evicted.
 */
export function planPlacement(situation: PlacementSituation): PlacementDecision[] {
  const decisions: PlacementDecision[] = [];
  let { workers } = situation;
  for (const need of needsOf(situation)) {
    if (decisions.some(({ model, action }) => model === need.model && action !== 'evict')) continue;
    const found = decide(need, { ...situation, workers });
    decisions.push(...found);
    workers = found.reduce(carryOut, workers);
  }
  return decisions;
}

/** The workers when a decision has been carried out. */
export function carryOut(workers: readonly WorkerReport[], decision: PlacementDecision): readonly WorkerReport[] {
  const { worker: id, model, action } = decision;
  if (id === undefined) return workers;
  const status = action === 'load' ? 'loading' : 'not_loaded';
  return workers.map((worker) => (worker.id === id ? withStatus(worker, model, status) : worker));
}

/** Nothing is generated, and nobody waits. */
export function isCalm({ queued, workers }: PlacementSituation): boolean {
  return (
    [...queued.values()].every((jobs) => jobs === 0) &&
    workers.every(({ models }) => models.every(({ load }) => load === 0))
  );
}

function needsOf(situation: PlacementSituation): Need[] {
  const { queued, crowded, ranking, top, ahead, current, patient } = situation;
  const waiting = [...queued].filter(([, jobs]) => jobs > 0).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return [
    { model: current, why: 'the current model has no instance', evicts: 'idle' },
    ...waiting.map(([model, jobs]): Need => ({ model, why: `${jobs} wait for it`, evicts: 'idle' })),
    ...ranking.slice(0, ahead ? top : 0).map((model, index): Need => {
      const why = `rank ${index + 1} of the most wanted`;
      return { model, why, evicts: 'lighter', ahead: true, tellsKept: true };
    }),
    ...crowded.map((model): Need => {
      const why = `${queued.get(model) ?? 0} wait, more than its instances write together`;
      return { model, why, evicts: 'unwanted', further: true };
    }),
    ...(isCalm(situation) ? patient.slice(0, 1) : []).map((model): Need => {
      return { model, why: 'nothing is generated', evicts: 'nothing', ahead: true };
    }),
  ];
}

function decide(need: Need, situation: PlacementSituation): PlacementDecision[] {
  const { model, why, ahead, further = false } = need;
  const instances = reportsOf(model, situation.workers).filter((report) => isInstance(report.model));
  if (instances.length > 0 && !further) {
    return need.tellsKept === true ? [{ model, action: 'keep', reason: `${why}, already loaded` }] : [];
  }
  // Whether a further instance is needed shows when those that come are there.
  if (further && !instances.some((report) => report.model.status === 'loaded')) return [];
  if (further && instances.some((report) => report.model.status === 'loading')) return [];
  const place = findPlace(model, need.evicts, situation);
  if (place !== undefined) {
    const { worker, evictions } = place;
    return [
      ...evictions.map((key): PlacementDecision => {
        return { worker, model: key, action: 'evict', reason: `makes room for ${model}` };
      }),
      { worker, model, action: 'load', reason: why, ...(ahead === true ? { ahead } : {}) },
    ];
  }
  if (further) return [];
  return [{ model, action: 'skip', reason: `${why}, but ${whyNowhere(model, situation.workers)}` }];
}
