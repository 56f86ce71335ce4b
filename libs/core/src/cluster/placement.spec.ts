import { MuseError } from '../errors/muse-error.js';
import { StoredUsage } from '../usage/stored-usage.js';
import { ClusterLoads } from './cluster-loads.js';
import { ClusterModels } from './cluster-models.js';
import { ClusterPreloading } from './cluster-preloading.js';
import { ClusterView } from './cluster-view.js';
import { Orders } from './orders.js';
import { Placement } from './placement.js';
import type { WorkerCommand } from './worker-commands.js';
import type { ModelReport } from './worker-report.js';
import { Catalog } from '../models/catalog.js';
import type { ModelStatus } from '../models/managed-model.js';
import {
  MemoryClusterNotes,
  MemoryWorkerCommands,
  MemoryWorkerReports,
} from '../../../../test/support/fakes/memory-cluster.js';
import { MemoryUsageRepository } from '../../../../test/support/fakes/memory-usage-repository.js';
import { anEntry } from '../../../../test/support/fakes/samples.js';
import { aModelReport, aWorkerReport } from '../../../../test/support/fakes/worker-reports.js';

const start = Date.parse('2026-11-24T12:00:00Z');
const at = (second: number): Date => new Date(start + second * 1000);

/** The placement and preloading over workers in memory that do at once what they are told. */
describe('Placement', () => {
  const keys = ['a', 'b', 'c'];
  let reports: MemoryWorkerReports;
  let notes: MemoryClusterNotes;
  let commands: MemoryWorkerCommands;
  let usage: MemoryUsageRepository;
  let view: ClusterView;
  let placement: Placement;
  let preloading: ClusterPreloading;
  let queued: Map<string, number>;
  let observed: string[];
  let calls: boolean[];

  beforeEach(async () => {
    reports = new MemoryWorkerReports();
    notes = new MemoryClusterNotes();
    commands = new MemoryWorkerCommands();
    usage = new MemoryUsageRepository();
    queued = new Map();
    observed = [];
    calls = [];
    view = new ClusterView(reports, notes, { interval: 1_000_000, failed: () => undefined });
    const orders = new Orders(commands, view);
    const history = new StoredUsage(usage);
    placement = new Placement(view, notes, orders, { count: () => Promise.resolve(queued) }, history, {
      models: keys,
      defaultModel: 'a',
      strategy: 'score',
      top: 2,
      crowdedFor: 5,
      observe: ({ action, model, reason }) => observed.push(`${action} ${model}: ${reason}`),
    });
    const loads = new ClusterLoads(view, orders, 'a');
    const catalog = new Catalog(keys.map((key) => anEntry({ key })));
    const models = new ClusterModels(catalog, view, notes, loads, orders, { defaultModel: 'a', patience: 10 });
    const call = (ahead: boolean): Promise<void> => Promise.resolve(void calls.push(ahead));
    preloading = new ClusterPreloading(models, view, notes, loads, { call }, history, { strategy: 'score', top: 2 });
    await view.start();
  });

  afterEach(() => view.stop());

  /** A worker that does what it is told. */
  async function worker(id: string, limitGb: number, ...models: ModelReport[]): Promise<void> {
    const report = aWorkerReport({ id, limitGb, models });
    await reports.publish(report, true);
    await commands.serve(id, async (command: WorkerCommand) => {
      const status: ModelStatus = command.type === 'load' ? 'loaded' : 'not_loaded';
      const { models } = reports.reports.get(id)!;
      const changed = models.map((model) => (model.key === command.model ? { ...model, status } : model));
      await reports.publish({ ...report, models: changed }, true);
    });
  }

  const model = (key: string, fields: Partial<ModelReport> = {}): ModelReport =>
    aModelReport({ key, neededGb: 4, ...fields });
  const loaded = (key: string, fields: Partial<ModelReport> = {}): ModelReport =>
    model(key, { status: 'loaded', ...fields });
  const sent = (): string[] => commands.sent.map(({ type, model, worker }) => `${type} ${model} ${worker}`);

  it('has what somebody waits for loaded, notes what it decided, and does it once', async () => {
    await worker('w1', 8, loaded('a'), loaded('b'), model('c'));
    queued.set('c', 3);
    await placement.run(false, at(0));
    await placement.run(false, at(2));
    expect(commands.sent).toEqual([
      { worker: 'w1', type: 'evict', model: 'b', reason: 'makes room for c' },
      { worker: 'w1', type: 'load', model: 'c', ahead: false, begin: true },
    ]);
    expect(notes.notes.decisions).toEqual([
      { model: 'b', action: 'evict', reason: 'makes room for c, on w1', at: at(0) },
      { model: 'c', action: 'load', reason: '3 wait for it, on w1', at: at(0) },
    ]);
    expect(observed).toEqual(['evict b: makes room for c, on w1', 'load c: 3 wait for it, on w1']);
  });

  it('ranks the models by what the database says, and loads the most wanted', async () => {
    await worker('w1', 8, loaded('a'), model('b'), model('c'));
    await usage.add('c', 1, at(-10));
    await placement.run(false, at(0));
    expect(sent()).toEqual([]);
    await placement.run(true, at(0));
    expect(commands.sent).toEqual([{ worker: 'w1', type: 'load', model: 'c', ahead: true, begin: true }]);
    expect(notes.notes.wanted).toEqual(['c']);
    expect(await preloading.recommended(at(0))).toEqual(['c']);
  });

  it('says once why it could do nothing', async () => {
    await worker('w1', 3, model('a'));
    for (const second of [0, 2, 4]) await placement.run(false, at(second));
    const reason = 'the current model has no instance, but it is too large for every worker';
    expect(notes.notes.decisions).toEqual([{ model: 'a', action: 'skip', reason, at: at(0) }]);
  });

  it('goes by the model that somebody switched to', async () => {
    await worker('w1', 8, model('a'), model('b'));
    await notes.setCurrent('b');
    await placement.run(false, at(0));
    expect(sent()).toEqual(['load b w1']);
  });

  it('gives a further instance to a model whose queue stays too long, and not to one whose queue was', async () => {
    await worker('w1', 8, loaded('a', { together: 2 }));
    await worker('w2', 8, model('a'));
    queued.set('a', 3);
    await placement.run(false, at(0));
    queued.set('a', 2);
    await placement.run(false, at(4));
    queued.set('a', 3);
    await placement.run(false, at(6));
    await placement.run(false, at(10.9));
    expect(sent()).toEqual([]);
    await placement.run(false, at(11));
    expect(sent()).toEqual(['load a w2']);
  });

  it('waits as long again before a model gets one instance more', async () => {
    await worker('w1', 8, loaded('a', { together: 1 }));
    for (const id of ['w2', 'w3']) await worker(id, 8, model('a', { together: 1 }));
    queued.set('a', 9);
    for (const second of [0, 5, 6, 10.9]) await placement.run(false, at(second));
    expect(sent()).toEqual(['load a w2']);
    await placement.run(false, at(11));
    expect(sent()).toEqual(['load a w2', 'load a w3']);
  });

  it('goes on where a worker fails, and says why', async () => {
    await worker('w1', 8, model('a'));
    await commands.serve('w1', () => Promise.reject(new MuseError('out_of_memory', 'Too big.')));
    await worker('w2', 4, model('b'));
    queued.set('b', 1);
    await placement.run(false, at(0));
    expect(notes.notes.decisions.map(({ action, model, reason }) => [action, model, reason])).toEqual(
      expect.arrayContaining([
        ['skip', 'a', 'Too big.'],
        ['load', 'b', '1 wait for it, on w2'],
      ]),
    );
  });

  describe('preload', () => {
    it('loads what fits, and with high priority evicts what is idle', async () => {
      await worker('w1', 8, loaded('a'), loaded('b'), model('c'));
      expect(await preloading.preload(['b', 'c'], 'balanced')).toEqual([
        { model: 'b', status: 'already_loaded' },
        {
          model: 'c',
          status: 'failed',
          error: 'The model c cannot be loaded: no worker has room for it beside what is in use.',
        },
      ]);
      expect(await preloading.preload(['c'], 'high')).toEqual([{ model: 'c', status: 'loaded' }]);
      expect(sent()).toEqual(['evict b w1', 'load c w1']);
    });

    it('evicts none of those that are asked for together', async () => {
      await worker('w1', 8, loaded('a'), model('b'), model('c'));
      expect(await preloading.preload(['b', 'c'], 'high')).toMatchObject([
        { model: 'b', status: 'loaded' },
        { model: 'c', status: 'failed' },
      ]);
    });

    it('says why a model cannot be loaded at all', async () => {
      await worker('w1', 3, model('b'));
      expect(await preloading.preload(['b', 'c', 'd'], 'low')).toMatchObject([
        { status: 'failed', error: 'b is too large for every worker: it can never be loaded.' },
        { status: 'failed', error: 'The files of c are on no worker.' },
        { status: 'failed', error: 'There is no model "d". Known models: a, b, c.' },
      ]);
    });

    it('with low priority waits until nothing is generated', async () => {
      await worker('w1', 12, loaded('a', { load: 1 }), model('b'), model('c'));
      expect(await preloading.preload(['c', 'b'], 'low')).toEqual([
        { model: 'c', status: 'queued' },
        { model: 'b', status: 'queued' },
      ]);
      expect([preloading.placeOf('c'), preloading.placeOf('b'), preloading.placeOf('a')]).toEqual([1, 2, undefined]);
      expect(calls).toEqual([false, false]);
      await placement.run(false, at(0));
      expect(sent()).toEqual([]);
      await worker('w1', 12, loaded('a'), model('b'), model('c'));
      await placement.run(false, at(2));
      expect(sent()).toEqual(['load c w1']);
      expect(preloading.placeOf('b')).toBe(1);
      await placement.run(false, at(4));
      expect(sent()).toEqual(['load c w1', 'load b w1']);
      expect(preloading.placeOf('b')).toBeUndefined();
    });

    it('has the models ranked anew', async () => {
      await preloading.run();
      expect(calls).toEqual([true]);
    });
  });
});
