import { MuseError } from '../errors/muse-error.js';
import { Catalog } from '../models/catalog.js';
import { ClusterLoads } from './cluster-loads.js';
import { ClusterModels } from './cluster-models.js';
import { ClusterView } from './cluster-view.js';
import { Orders } from './orders.js';
import type { ModelReport } from './worker-report.js';
import {
  MemoryClusterNotes,
  MemoryWorkerCommands,
  MemoryWorkerReports,
} from '../../../../test/support/fakes/memory-cluster.js';
import { anEntry } from '../../../../test/support/fakes/samples.js';
import { aModelReport, aWorkerReport } from '../../../../test/support/fakes/worker-reports.js';

describe('ClusterModels', () => {
  const catalog = new Catalog(['a', 'b', 'c'].map((key) => anEntry({ key })));
  let reports: MemoryWorkerReports;
  let notes: MemoryClusterNotes;
  let commands: MemoryWorkerCommands;
  let view: ClusterView;
  let models: ClusterModels;
  let now: number;

  beforeEach(async () => {
    now = 0;
    reports = new MemoryWorkerReports();
    notes = new MemoryClusterNotes();
    commands = new MemoryWorkerCommands();
    view = new ClusterView(reports, notes, { interval: 1_000_000, failed: () => undefined, now: () => now });
    const orders = new Orders(commands, view);
    const loads = new ClusterLoads(view, orders, 'a');
    models = new ClusterModels(catalog, view, notes, loads, orders, { defaultModel: 'a', patience: 10 });
    await view.start();
  });

  afterEach(() => view.stop());

  async function worker(id: string, ...models: ModelReport[]): Promise<void> {
    await reports.publish(aWorkerReport({ id, models }), true);
    await view.refresh();
  }

  const model = (key: string, fields: Partial<ModelReport> = {}): ModelReport => aModelReport({ key, ...fields });
  const broken = { status: 'error', error: { code: 'model_load_failed', detail: 'Broken.' } } as const;

  it.each([
    ['loaded', ['error', 'unloading', 'loading', 'loaded']],
    ['loading', ['not_loaded', 'error', 'unloading', 'loading']],
    ['unloading', ['error', 'unloading', 'not_loaded']],
    ['error', ['not_loaded', 'error']],
    ['not_loaded', ['not_loaded']],
    ['not_loaded', []],
  ] as const)('a model is %s where its workers say %j', async (status, all) => {
    for (const [index, each] of all.entries()) await worker(`w${index}`, model('a', { status: each }));
    expect(models.statusOf('a')).toBe(status);
  });

  it('a model writes as many texts together as all workers do that have it, or soon will', async () => {
    expect(models.togetherOf('a')).toBe(0);
    await worker('w1', model('a', { status: 'loaded', together: 8 }));
    await worker('w2', model('a', { status: 'loading', together: 4 }));
    await worker(
      'w3',
      model('a', { status: 'unloading', together: 16 }),
      model('b', { status: 'loaded', together: 2 }),
    );
    expect(models.togetherOf('a')).toBe(12);
  });

  it('is available where one worker has its files, and says what that worker says', async () => {
    await worker('w1', model('b', { installed: false, ...broken }));
    expect(models.state('b')).toMatchObject({
      available: false,
      status: 'error',
      dtype: 'q8',
      current: false,
      error: new MuseError('model_load_failed', 'Broken.'),
    });
    await worker('w2', model('b', { status: 'loaded', dtype: 'q4' }));
    const { entry } = models.state('b');
    expect(entry).toBe(catalog.get('b'));
    expect(models.state('b')).toMatchObject({ available: true, status: 'loaded', dtype: 'q4', error: undefined });
  });

  it('sums memory, and tells the longest silence', async () => {
    await worker('w1', model('a', { status: 'loaded', memory: 3, silence: 2 }));
    await worker('w2', model('a', { status: 'loading', memory: 4, silence: 1 }), model('b'));
    expect(models.memoryOf('a')).toBe(7);
    expect(models.silenceOf('a')).toBe(2);
    expect(models.silenceOf('b')).toBe(0);
    expect(models.loadedKeys()).toEqual(['a']);
  });

  it('tells with every look that there may be room, also where the reports do not show it', async () => {
    await worker('w1', model('a', { load: 2 }));
    const left: string[] = [];
    const watching = models.left.subscribe((key) => left.push(key));
    await worker('w1', model('a', { load: 2 }));
    expect(left).toContain('a');
    watching.unsubscribe();
  });

  describe('unreadiness', () => {
    it('tells that there is no worker, that the current model is not loaded, or silent', async () => {
      expect(models.unreadiness(10)).toBe('There is no worker.');
      await worker('w1', model('a', { status: 'loading' }), model('b', { status: 'loaded', silence: 10 }));
      expect(models.unreadiness(10)).toBe('The model a cannot answer now: its status is loading.');
      await worker('w2', model('a', { status: 'loaded' }));
      expect(models.unreadiness(10)).toBe('A model has work and makes no progress: b has ended no step for 10.0 s.');
      expect(models.unreadiness(11)).toBeUndefined();
    });

    it('tells that it does not know', async () => {
      await worker('w1', model('a', { status: 'loaded' }));
      now = 10;
      expect(models.unreadiness(10)).toBeUndefined();
      now = 10.1;
      expect(models.unreadiness(10)).toBe('The cluster cannot be read: its Redis does not answer.');
    });

    it('tells that it shuts down', async () => {
      await worker('w1', model('a', { status: 'loaded' }));
      await models.stop();
      expect(models.unreadiness(10)).toBe('The service is shutting down.');
    });
  });

  describe('refusal', () => {
    it.each([
      ['no_worker', []],
      ['model_not_downloaded', [model('b')]],
      ['out_of_memory', [model('a', { neededGb: 9 })]],
      ['model_load_failed', [model('a', { ...broken, resting: true })]],
      [undefined, [model('a')]],
      [undefined, [model('a', { ...broken, resting: false })]],
      [undefined, [model('a', { status: 'loading', neededGb: 9 })]],
    ] as const)('is %s', async (code, reported) => {
      if (reported.length > 0) await worker('w1', ...reported);
      expect(models.refusal('a')?.code).toBe(code);
    });

    it('is none where another worker could load it', async () => {
      await worker('w1', model('a', { ...broken, resting: true }));
      await worker('w2', model('a'));
      expect(models.refusal('a')).toBeUndefined();
    });
  });

  describe('ensureLoaded', () => {
    it('does nothing where a worker has it', async () => {
      await worker('w1', model('a', { status: 'loaded' }));
      await models.ensureLoaded('a');
      expect(commands.sent).toEqual([]);
    });

    it('has it loaded where there is room, by evicting what is idle', async () => {
      await worker(
        'w1',
        model('a', { status: 'loaded', neededGb: 4 }),
        model('b', { status: 'loaded', neededGb: 4 }),
        model('c', { neededGb: 3 }),
      );
      await commands.serve('w1', async (command) => {
        if (command.type !== 'load') return;
        await worker('w1', model('a', { status: 'loaded' }), model('c', { status: 'loaded' }));
      });
      await models.ensureLoaded('c');
      expect(commands.sent).toEqual([
        { worker: 'w1', type: 'evict', model: 'b', reason: 'makes room for c' },
        { worker: 'w1', type: 'load', model: 'c', ahead: false, begin: false },
      ]);
      expect(models.statusOf('c')).toBe('loaded');
    });

    it('waits for the worker that loads it already', async () => {
      await worker('w1', model('a'));
      await worker('w2', model('a', { status: 'loading' }));
      await commands.serve('w2', () => Promise.resolve());
      await models.ensureLoaded('a');
      expect(commands.sent).toEqual([{ worker: 'w2', type: 'load', model: 'a', ahead: false, begin: false }]);
    });

    it('tries at once where it failed a moment ago, and fails as the worker fails', async () => {
      await worker('w1', model('a', { ...broken, resting: true }));
      await commands.serve('w1', () => Promise.reject(new MuseError('out_of_memory', 'Too big.')));
      await expect(models.ensureLoaded('a')).rejects.toMatchObject({ code: 'out_of_memory', detail: 'Too big.' });
    });

    it('fails where the worker dies meanwhile', async () => {
      await worker('w1', model('a'));
      const loading = models.ensureLoaded('a');
      await view.refresh();
      await reports.remove('w1');
      await expect(loading).rejects.toMatchObject({ code: 'worker_lost' });
    });

    it('fails where no worker is fit for it', async () => {
      await expect(models.ensureLoaded('d')).rejects.toMatchObject({ code: 'model_not_found' });
      await expect(models.ensureLoaded('a')).rejects.toMatchObject({ code: 'no_worker' });
      await worker('w1', model('b'));
      await expect(models.ensureLoaded('a')).rejects.toMatchObject({ code: 'model_not_downloaded' });
      await worker('w2', model('a', { neededGb: 9 }));
      await expect(models.ensureLoaded('a')).rejects.toMatchObject({ code: 'out_of_memory' });
    });
  });

  it('switches for everybody, and back to the default model', async () => {
    await worker('w1', model('a', { status: 'loaded' }), model('b', { status: 'loaded' }));
    await commands.serve('w1', () => Promise.resolve());
    expect(models.currentModel).toBe('a');
    await models.switchTo('b');
    expect(models.currentModel).toBe('b');
    expect(notes.notes.current).toBe('b');
    expect(models.list().map(({ current }) => current)).toEqual([false, true, false]);
    expect(await models.deactivate()).toBe('b');
    expect(models.currentModel).toBe('a');
    expect(commands.sent).toEqual([{ worker: 'w1', type: 'unload', model: 'b' }]);
  });

  it('goes by the default model where somebody switched to a model that is not in the catalog any more', async () => {
    await notes.setCurrent('gone');
    await view.refresh();
    expect(models.currentModel).toBe('a');
  });

  it('has a model unloaded by every worker that has it', async () => {
    await worker('w1', model('a', { status: 'loaded' }));
    await worker('w2', model('a'));
    await worker('w3', model('a', { status: 'loading' }));
    for (const id of ['w1', 'w3']) await commands.serve(id, () => Promise.resolve());
    await models.unload('a');
    expect(commands.sent.map(({ worker, type }) => [worker, type])).toEqual([
      ['w1', 'unload'],
      ['w3', 'unload'],
    ]);
    await expect(models.unload('d')).rejects.toMatchObject({ code: 'model_not_found' });
  });
});
