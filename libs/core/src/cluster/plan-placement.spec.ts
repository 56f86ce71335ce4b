import fc from 'fast-check';
import { justUsed } from '../preloading/plan-preload.js';
import type { PlacementDecision, PlacementSituation } from './placement-situation.js';
import { carryOut, planPlacement } from './plan-placement.js';
import { freeGb } from './worker-memory.js';
import { isHeld, isInstance, type ModelReport, reportsOf, type WorkerReport } from './worker-report.js';
import { aModelReport, aWorkerReport } from '../../../../test/support/fakes/worker-reports.js';

const now = new Date('2026-11-24T12:00:00Z');
const keys = ['a', 'b', 'c', 'd', 'e'];

function ago(seconds: number): number {
  return now.getTime() - seconds * 1000;
}

const models = fc
  .record({
    size: fc.integer({ min: 1, max: 6 }),
    installed: fc.boolean(),
    status: fc.constantFrom('not_loaded', 'not_loaded', 'loading', 'loaded', 'loaded', 'unloading', 'error' as const),
    resting: fc.boolean(),
    load: fc.constantFrom(0, 0, 0, 3),
    lastUsed: fc.constantFrom(undefined, ago(1), ago(justUsed - 1), ago(justUsed), ago(9999)),
  })
  .map(({ size, status, installed, resting, ...rest }) =>
    aModelReport({
      ...rest,
      neededGb: size,
      status,
      installed: installed || (status !== 'not_loaded' && status !== 'error'),
      resting: resting && status === 'error',
      together: 2,
    }),
  );

/** Up to four workers with five models in any state; what they hold may be more than there is. */
const situations: fc.Arbitrary<PlacementSituation> = fc
  .record({
    workers: fc.array(
      fc.record({ limitGb: fc.integer({ min: 0, max: 14 }), models: fc.tuple(models, models, models, models, models) }),
      {
        maxLength: 4,
      },
    ),
    queued: fc.dictionary(fc.constantFrom(...keys), fc.integer({ min: 0, max: 9 })),
    crowded: fc.subarray(keys),
    ranking: fc.shuffledSubarray(keys),
    top: fc.integer({ min: 0, max: 5 }),
    ahead: fc.boolean(),
    current: fc.constantFrom(...keys),
    patient: fc.shuffledSubarray(keys),
  })
  .map(({ workers, queued, ...rest }) => ({
    ...rest,
    workers: workers.map(({ limitGb, models }, index) =>
      aWorkerReport({ id: `w${index}`, limitGb, models: models.map((model, n) => ({ ...model, key: keys[n] })) }),
    ),
    queued: new Map(Object.entries(queued)),
    now,
  }));

function property(check: (given: PlacementSituation, decisions: PlacementDecision[]) => void): void {
  fc.assert(
    fc.property(situations, (given) => check(given, planPlacement(given))),
    { numRuns: 500 },
  );
}

/** Each decision with the workers as they are before it. */
function steps(
  given: PlacementSituation,
  decisions: PlacementDecision[],
): [PlacementDecision, readonly WorkerReport[]][] {
  let { workers } = given;
  return decisions.map((decision) => {
    const before = workers;
    workers = carryOut(workers, decision);
    return [decision, before];
  });
}

function modelAt(workers: readonly WorkerReport[], { worker, model }: PlacementDecision): ModelReport {
  return workers.find(({ id }) => id === worker)!.models.find(({ key }) => key === model)!;
}

function after(given: PlacementSituation, decisions: PlacementDecision[]): readonly WorkerReport[] {
  return decisions.reduce(carryOut, given.workers);
}

describe('planPlacement, whatever the situation', () => {
  it('never evicts what is busy, waited for, just used, or the only instance of the current model', () => {
    property((given, decisions) => {
      for (const [decision, workers] of steps(given, decisions)) {
        if (decision.action !== 'evict') continue;
        const model = modelAt(workers, decision);
        expect(model).toMatchObject({ status: 'loaded', load: 0 });
        expect(given.queued.get(model.key) ?? 0).toBe(0);
        if (model.lastUsed !== undefined) {
          expect(now.getTime() - model.lastUsed).toBeGreaterThanOrEqual(justUsed * 1000);
        }
        if (model.key !== given.current) continue;
        expect(reportsOf(model.key, workers).filter((report) => report.model.status === 'loaded')).not.toHaveLength(1);
      }
    });
  });

  it('loads only where the files are, where there is room then, and where it did not fail a moment ago', () => {
    property((given, decisions) => {
      for (const [decision, workers] of steps(given, decisions)) {
        if (decision.action !== 'load') continue;
        const model = modelAt(workers, decision);
        expect(model).toMatchObject({ installed: true, resting: false });
        expect(isHeld(model)).toBe(false);
        expect(freeGb(workers.find(({ id }) => id === decision.worker)!)).toBeGreaterThanOrEqual(model.neededGb);
      }
    });
  });

  it('loads nothing a second time while it is being loaded, and a further instance only for the crowded', () => {
    property((given, decisions) => {
      for (const [{ action, model }, workers] of steps(given, decisions)) {
        if (action !== 'load') continue;
        const statuses = reportsOf(model, workers).map((report) => report.model.status);
        expect(statuses).not.toContain('loading');
        if (statuses.includes('loaded')) expect(given.crowded).toContain(model);
      }
    });
  });

  it('gives every decision a reason, and decides at most once about a model apart from evictions', () => {
    property((_, decisions) => {
      for (const { reason } of decisions) expect(reason).toMatch(/\w/);
      const others = decisions.filter(({ action }) => action !== 'evict').map(({ model }) => model);
      expect(new Set(others).size).toBe(others.length);
    });
  });

  it('evicts nothing that could have stayed', () => {
    property((given, decisions) => {
      const workers = after(given, decisions);
      for (const decision of decisions) {
        if (decision.action !== 'evict' || isHeld(modelAt(workers, decision))) continue;
        const later = decisions.slice(decisions.indexOf(decision) + 1);
        const load = later.find(({ action, worker }) => action === 'load' && worker === decision.worker)!;
        const before = decisions.slice(0, decisions.indexOf(load));
        const beside = after(given, before).find(({ id }) => id === decision.worker)!;
        // As it was evicted for this load: with it there would have been no room.
        const free = freeGb(beside) - modelAt(given.workers, decision).neededGb;
        expect(free).toBeLessThan(modelAt(given.workers, load).neededGb);
      }
    });
  });

  it('gives the current model and all who are waited for an instance where one worker is empty and large enough', () => {
    property((given) => {
      const empty = aWorkerReport({
        id: 'empty',
        limitGb: 30,
        models: keys.map((key) => aModelReport({ key, neededGb: 6 })),
      });
      const larger = { ...given, workers: [...given.workers, empty] };
      const workers = after(larger, planPlacement(larger));
      const waited = [...given.queued].filter(([, jobs]) => jobs > 0).map(([key]) => key);
      for (const key of [given.current, ...waited]) {
        expect(reportsOf(key, workers).some(({ model }) => isInstance(model))).toBe(true);
      }
    });
  });

  it('has nothing left to do once it was done', () => {
    property((given, decisions) => {
      const again = planPlacement({ ...given, workers: after(given, decisions), crowded: [] });
      expect(again.filter(({ action }) => action === 'load' || action === 'evict')).toEqual([]);
    });
  });
});

describe('planPlacement', () => {
  const model = (key: string, fields: Partial<ModelReport> = {}) => aModelReport({ key, neededGb: 4, ...fields });
  const loaded = (key: string, fields: Partial<ModelReport> = {}) => model(key, { status: 'loaded', ...fields });
  const worker = (id: string, limitGb: number, ...models: ModelReport[]) => aWorkerReport({ id, limitGb, models });

  function plan(workers: WorkerReport[], given: Partial<PlacementSituation> = {}): PlacementDecision[] {
    const nothing = {
      queued: new Map(),
      crowded: [],
      ranking: [],
      top: 0,
      ahead: false,
      current: 'a',
      patient: [],
      now,
    };
    return planPlacement({ ...nothing, workers, ...given });
  }

  it('loads the current model where most memory is free', () => {
    expect(plan([worker('w1', 8, model('a'), loaded('b')), worker('w2', 8, model('a'))])).toEqual([
      { worker: 'w2', model: 'a', action: 'load', reason: 'the current model has no instance' },
    ]);
  });

  it('does nothing where every need is met', () => {
    const workers = [worker('w1', 8, loaded('a'), model('b', { status: 'loading' }))];
    expect(plan(workers, { queued: new Map([['b', 3]]) })).toEqual([]);
  });

  it('makes room for a model that somebody waits for, by what is wanted least', () => {
    const workers = [worker('w1', 12, loaded('a'), loaded('b'), loaded('c'), model('d'))];
    expect(plan(workers, { queued: new Map([['d', 2]]), ranking: ['b', 'c'], top: 2 })).toEqual([
      { worker: 'w1', model: 'c', action: 'evict', reason: 'makes room for d' },
      { worker: 'w1', model: 'd', action: 'load', reason: '2 wait for it' },
    ]);
  });

  it('lets a further instance go before anything else', () => {
    const workers = [worker('w1', 8, loaded('a'), loaded('b')), worker('w2', 8, loaded('a'), loaded('c'), model('d'))];
    expect(plan(workers, { queued: new Map([['d', 1]]) })).toEqual([
      { worker: 'w2', model: 'a', action: 'evict', reason: 'makes room for d' },
      { worker: 'w2', model: 'd', action: 'load', reason: '1 wait for it' },
    ]);
  });

  it('spreads the most wanted over the workers', () => {
    const all = ['b', 'c', 'd'].map((key) => model(key));
    const workers = [worker('w1', 8, loaded('a'), ...all), worker('w2', 8, ...all)];
    const loads = plan(workers, { ranking: ['b', 'a', 'c', 'd'], top: 4, ahead: true });
    expect(loads.map(({ action, model, worker }) => [action, model, worker])).toEqual([
      ['load', 'b', 'w2'],
      ['keep', 'a', undefined],
      ['load', 'c', 'w1'],
      ['load', 'd', 'w2'],
    ]);
  });

  it('loads the most wanted only when the models are ranked', () => {
    const workers = [worker('w1', 8, loaded('a'), model('b'))];
    expect(plan(workers, { ranking: ['b'], top: 1 })).toEqual([]);
  });

  it('gives a crowded model a further instance on another worker, and takes no wanted model away for it', () => {
    const queued = new Map([['a', 20]]);
    const given = { queued, crowded: ['a'], ranking: ['b'], top: 1 };
    const first = worker('w1', 8, loaded('a'));
    const reason = '20 wait, more than its instances write together';
    expect(plan([first, worker('w2', 8, model('a'), loaded('b'))], given)).toEqual([
      { worker: 'w2', model: 'a', action: 'load', reason },
    ]);
    expect(plan([first, worker('w2', 4, model('a'), loaded('b'))], given)).toEqual([]);
    expect(plan([first, worker('w2', 4, model('a'), loaded('c'))], given)).toEqual([
      { worker: 'w2', model: 'c', action: 'evict', reason: 'makes room for a' },
      { worker: 'w2', model: 'a', action: 'load', reason },
    ]);
  });

  it('loads who waits for it as soon as nothing is generated', () => {
    const patient = ['b', 'c'];
    const free = [model('b'), model('c')];
    expect(plan([worker('w1', 12, loaded('a', { load: 1 }), ...free)], { patient })).toEqual([]);
    expect(plan([worker('w1', 12, loaded('a'), ...free)], { patient })).toEqual([
      { worker: 'w1', model: 'b', action: 'load', reason: 'nothing is generated', ahead: true },
    ]);
  });

  it.each([
    ['there is no worker', []],
    ['no worker has its files', [worker('w1', 8, model('a', { installed: false }))]],
    ['it is too large for every worker', [worker('w1', 3, model('a'))]],
    ['no worker has room for it beside what is in use', [worker('w1', 4, model('a'), loaded('b', { load: 1 }))]],
    [
      'it could not be loaded a moment ago: Broken.',
      [
        worker(
          'w1',
          8,
          model('a', { status: 'error', resting: true, error: { code: 'model_load_failed', detail: 'Broken.' } }),
        ),
      ],
    ],
  ])('says why not: %s', (why, workers) => {
    expect(plan(workers)).toEqual([
      { model: 'a', action: 'skip', reason: `the current model has no instance, but ${why}` },
    ]);
  });
});
