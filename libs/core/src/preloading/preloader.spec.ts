import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryUsageRepository } from '../../../../test/support/fakes/memory-usage-repository.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import { Catalog } from '../models/catalog.js';
import type { CatalogEntry } from '../models/catalog-entry.js';
import { MemoryBudget, memoryOf } from '../models/memory-budget.js';
import { ModelRegistry } from '../models/model-registry.js';
import type { TextEvent } from '../models/text-generation.js';
import { UsageStats } from '../usage/usage-stats.js';
import { PreloadReport } from './preload-report.js';
import { Preloader, type PreloaderOptions } from './preloader.js';

const now = new Date('2026-11-24T12:00:00Z');
const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 0 };

/** A launcher that lacks the files of some models. */
class PickyLauncher extends FakeLauncher {
  readonly missing = new Set<string>();

  override isInstalled(entry?: CatalogEntry): boolean {
    return entry === undefined || !this.missing.has(entry.key);
  }
}

describe('Preloader', () => {
  let launcher: PickyLauncher;
  let registry: ModelRegistry;
  let usage: UsageStats;
  let report: PreloadReport;
  let preloader: Preloader;
  let observed: string[];
  let clock: number;

  /** Models of 1 GB each, a to e, of which `places` fit into memory; a is the default, wide needs two places, huge never fits. */
  function setUp(places: number, options: Partial<PreloaderOptions> = {}): void {
    launcher = new PickyLauncher();
    const small = ['a', 'b', 'c', 'd', 'e'].map((key) => anEntry({ key, sizeGb: 1 }));
    const catalog = new Catalog([
      ...small,
      anEntry({ key: 'wide', sizeGb: 2.2 }),
      anEntry({ key: 'huge', sizeGb: 1000 }),
    ]);
    usage = new UsageStats(new MemoryUsageRepository());
    report = new PreloadReport();
    observed = [];
    clock = 0;
    registry = new ModelRegistry(catalog, launcher, {
      defaultModel: 'a',
      capacityOf: () => ({ running: 2, waiting: 2 }),
      observe: () => {},
      now: () => (clock += 0.001),
      recorder: {
        found: (model, warm, seconds) => report.found(model, warm, seconds),
        used: (model, seconds) => usage.record(model, seconds),
      },
    });
    const budget = new MemoryBudget(places * memoryOf({ sizeGb: 1 }) + 0.001);
    preloader = new Preloader(registry, usage, budget, report, {
      strategy: 'score',
      top: 2,
      observe: ({ model, action }) => observed.push(`${action} ${model}`),
      ...options,
    });
  }

  /** Use of models long enough ago that none counts as just used, the first the most wanted. */
  async function used(...keys: string[]): Promise<void> {
    for (const [index, key] of keys.entries()) {
      for (let i = index; i < keys.length; i += 1) await usage.record(key, 1, new Date(now.getTime() - 600_000));
    }
  }

  async function load(...keys: string[]): Promise<void> {
    for (const key of keys) await registry.ensureLoaded(key);
    launcher.launches.length = 0;
  }

  function write(key: string): Heard<TextEvent> {
    return listen(registry.generate(key, aTextRequest()));
  }

  const decided = (): string[] => report.decisions.map(({ action, model }) => `${action} ${model}`);

  describe('ranking', () => {
    it('ranks the models that can be loaded by the strategy, the most wanted first', async () => {
      setUp(5);
      await used('c', 'b', 'd');
      await usage.record('gone', 1, now);
      expect(preloader.ranking(now)).toEqual(['c', 'b', 'd']);
      launcher.missing.add('b');
      expect(preloader.ranking(now)).toEqual(['c', 'd']);
    });

    it('follows the strategy that was chosen', async () => {
      setUp(5, { strategy: 'lru' });
      await used('c', 'b');
      await usage.record('d', 1, now);
      expect(preloader.ranking(now)).toEqual(['d', 'b', 'c']);
    });
  });

  describe('run', () => {
    it('loads the most wanted models, and no more', async () => {
      setUp(5);
      await used('c', 'b', 'd');
      await preloader.run(now);
      expect(launcher.launches).toEqual(['c', 'b']);
      expect(report.decisions.map(({ at, model, action }) => ({ at, model, action }))).toEqual([
        { at: now, model: 'c', action: 'load' },
        { at: now, model: 'b', action: 'load' },
      ]);
      expect(observed).toEqual(['load c', 'load b']);
    });

    it('does nothing where nothing was ever used', async () => {
      setUp(5);
      await preloader.run(now);
      expect([launcher.launches, report.decisions, observed]).toEqual([[], [], []]);
    });

    it('does nothing where preloading is turned off', async () => {
      setUp(5, { top: 0 });
      await used('c');
      await preloader.run(now);
      expect([launcher.launches, report.decisions]).toEqual([[], []]);
    });

    it('keeps what is loaded already, and says so once and not in the log', async () => {
      setUp(5);
      await used('c', 'b');
      await load('c', 'b');
      await preloader.run(now);
      await preloader.run(now);
      expect(launcher.launches).toEqual([]);
      expect(decided()).toEqual(['keep c', 'keep b']);
      expect(observed).toEqual([]);
    });

    it('evicts an idle model of less weight where the memory is small, before it loads', async () => {
      setUp(2);
      await used('c', 'b', 'd');
      await load('d', 'e');
      await preloader.run(now);
      expect(registry.loadedKeys()).toEqual(['c', 'b']);
      expect(decided().slice(0, 2).sort()).toEqual(['evict d', 'evict e']);
      expect(decided().slice(2)).toEqual(['load c', 'load b']);
    });

    it('never evicts a model that is current, busy, loading or was just used', async () => {
      setUp(4);
      await used('c', 'b');
      await load('a', 'd', 'e');
      await usage.record('e', 1, new Date(now.getTime() - 59_000));
      const reader = write('d');
      launcher.held = true;
      const loading = registry.ensureLoaded('b');
      await turn();
      const running = preloader.run(now);
      await turn();
      launcher.release();
      await Promise.all([running, loading]);
      expect(registry.loadedKeys().sort()).toEqual(['a', 'b', 'd', 'e']);
      expect(launcher.launches).toEqual(['b']);
      expect(launcher.runners.some(({ stopped }) => stopped)).toBe(false);
      expect(decided()).toContain('skip c');
      expect(reader.error).toBeUndefined();
    });

    it('leaves a model that got work since the plan was made', async () => {
      setUp(2);
      await used('c', 'b');
      await load('d', 'e');
      const [runnerOfD, runnerOfE] = launcher.runners;
      let release = (): void => {};
      jest.spyOn(runnerOfD, 'stop').mockImplementation(async () => {
        await new Promise<void>((resolve) => (release = resolve));
        runnerOfD.die();
      });
      const running = preloader.run(now);
      await turn();
      expect(registry.statusOf('d')).toBe('unloading');
      const reader = write('e');
      release();
      await running.catch(() => undefined);
      expect(runnerOfE.stopped).toBe(false);
      expect(reader.error).toBeUndefined();
      expect(registry.loadedKeys().length).toBeLessThanOrEqual(2);
    });

    it('leaves a model in peace that could not be loaded a moment ago, and loads the next', async () => {
      setUp(5, { top: 1 });
      await used('c', 'b');
      launcher.failures.push(new MuseError('model_load_failed', 'Broken.'));
      await preloader.run(now);
      expect(registry.loadedKeys()).toEqual([]);
      await preloader.run(now);
      expect(launcher.launches).toEqual(['c', 'b']);
      clock += 5;
      await preloader.run(now);
      expect(launcher.launches).toEqual(['c', 'b', 'c']);
    });

    it('never starts a second load of a model', async () => {
      setUp(5);
      await used('c');
      launcher.held = true;
      const reader = write('c');
      await turn();
      const running = preloader.run(now);
      await turn();
      launcher.release();
      await running;
      await turn();
      expect(launcher.launches).toEqual(['c']);
      expect(reader.error).toBeUndefined();
    });

    it('does nothing while the last time is not over, and works again afterwards', async () => {
      setUp(5);
      await used('c', 'b');
      launcher.held = true;
      const first = preloader.run(now);
      await turn();
      await preloader.run(now);
      expect(launcher.launches).toEqual(['c']);
      expect(decided()).toEqual(['load c']);
      launcher.release();
      await first;
      expect(launcher.launches).toEqual(['c', 'b']);
      await registry.unload('c');
      await preloader.run(now);
      expect(launcher.launches).toEqual(['c', 'b', 'c']);
    });

    it('skips what is not on this machine', async () => {
      setUp(5);
      await used('c', 'b', 'd');
      launcher.missing.add('c');
      await preloader.run(now);
      expect(launcher.launches).toEqual(['b', 'd']);
    });

    it('is kept from nothing else by a model that cannot be loaded, and tries it again after a while', async () => {
      setUp(5);
      await used('c', 'b');
      launcher.failures.push(new MuseError('model_load_failed', 'Broken.'));
      await preloader.run(now).catch(() => undefined);
      expect(launcher.launches).toEqual(['c', 'b']);
      clock += 5;
      await preloader.run(now);
      expect(launcher.launches).toEqual(['c', 'b', 'c']);
    });

    it('counts what a load ahead has saved', async () => {
      setUp(5);
      await used('c');
      await preloader.run(now);
      write('c');
      write('b');
      await turn();
      expect(report).toMatchObject({ hits: 1, coldStarts: 1 });
      expect(report.secondsSaved).toBeGreaterThan(0);
      const saved = report.secondsSaved;
      write('c');
      expect(report.secondsSaved).toBe(saved);
    });

    it('counts no load as ahead that a request had begun', async () => {
      setUp(5);
      await used('c');
      launcher.held = true;
      write('c');
      await turn();
      const running = preloader.run(now);
      launcher.release();
      await running;
      await turn();
      write('c');
      expect(report).toMatchObject({ hits: 1, coldStarts: 1, secondsSaved: 0 });
    });
  });

  describe('preload', () => {
    it.each(['high', 'balanced'] as const)('%s loads what fits, and says what is loaded already', async (priority) => {
      setUp(5);
      await load('b');
      expect(await preloader.preload(['c', 'b', 'd'], priority)).toEqual([
        { model: 'c', status: 'loaded' },
        { model: 'b', status: 'already_loaded' },
        { model: 'd', status: 'loaded' },
      ]);
      expect(launcher.launches).toEqual(['c', 'd']);
    });

    it('waits for a load that runs instead of starting a second one', async () => {
      setUp(1);
      launcher.held = true;
      const loading = registry.ensureLoaded('c');
      await turn();
      const preloading = preloader.preload(['c'], 'balanced');
      await turn();
      launcher.release();
      await loading;
      expect(await preloading).toEqual([{ model: 'c', status: 'loaded' }]);
      expect(launcher.launches).toEqual(['c']);
    });

    it.each(['high', 'balanced', 'low'] as const)('%s lets an unknown key fail alone', async (priority) => {
      setUp(5);
      await load('b');
      const results = await preloader.preload(['gpt', 'b'], priority);
      expect(results).toEqual([
        { model: 'gpt', status: 'failed', error: 'There is no model "gpt". Known models: a, b, c, d, e, wide, huge.' },
        { model: 'b', status: 'already_loaded' },
      ]);
    });

    it.each(['high', 'balanced', 'low'] as const)('%s lets a model fail alone that is not here', async (priority) => {
      setUp(5);
      await load('b');
      launcher.missing.add('c');
      expect(await preloader.preload(['c', 'b'], priority)).toEqual([
        { model: 'c', status: 'failed', error: 'The files of c are not on this machine.' },
        { model: 'b', status: 'already_loaded' },
      ]);
      expect(preloader.placeOf('c')).toBeUndefined();
    });

    it.each(['high', 'balanced'] as const)('%s lets a model fail alone that cannot be loaded', async (priority) => {
      setUp(5);
      launcher.failures.push(new MuseError('out_of_memory', 'Too big.'), new Error('EACCES /home/muse'));
      const results = await preloader.preload(['b', 'c', 'd'], priority);
      expect(results).toEqual([
        { model: 'b', status: 'failed', error: 'Too big.' },
        { model: 'c', status: 'failed', error: expect.not.stringContaining('home') },
        { model: 'd', status: 'loaded' },
      ]);
    });

    describe('balanced', () => {
      it('evicts nothing, and fails what does not fit', async () => {
        setUp(2);
        await load('d', 'e');
        expect(await preloader.preload(['c'], 'balanced')).toEqual([
          {
            model: 'c',
            status: 'failed',
            error: 'c does not fit into MODEL_MEMORY_LIMIT beside the loaded models; priority high evicts idle models.',
          },
        ]);
        expect(registry.loadedKeys()).toEqual(['d', 'e']);
        expect(launcher.launches).toEqual([]);
      });
    });

    describe('high', () => {
      it('evicts idle models, the least wanted first, until the model fits', async () => {
        setUp(3);
        await used('d', 'b');
        await load('d', 'e', 'b');
        expect(await preloader.preload(['c'], 'high')).toEqual([{ model: 'c', status: 'loaded' }]);
        expect(registry.loadedKeys().sort()).toEqual(['b', 'c', 'd']);
        expect(report.decisions).toMatchObject([{ model: 'e', action: 'evict', reason: 'makes room for c' }]);
        expect(observed).toEqual(['evict e']);
      });

      it('never evicts a busy or the current model', async () => {
        setUp(2);
        await load('a', 'b');
        const reader = write('b');
        expect(await preloader.preload(['c'], 'high')).toEqual([
          {
            model: 'c',
            status: 'failed',
            error: 'c does not fit into MODEL_MEMORY_LIMIT beside the loaded models; no idle model could make room.',
          },
        ]);
        expect(registry.loadedKeys()).toEqual(['a', 'b']);
        expect(reader.error).toBeUndefined();
      });

      it('leaves a model that got work while another one made room', async () => {
        setUp(2);
        await load('d', 'e');
        const [runnerOfD, runnerOfE] = launcher.runners;
        let release = (): void => {};
        jest.spyOn(runnerOfD, 'stop').mockImplementation(async () => {
          await new Promise<void>((resolve) => (release = resolve));
          runnerOfD.die();
        });
        const preloading = preloader.preload(['wide'], 'high');
        await turn();
        const reader = write('e');
        release();
        await turn();
        expect([registry.statusOf('e'), runnerOfE.stopped, reader.error]).toEqual(['loaded', false, undefined]);
        expect(await preloading).toMatchObject([{ model: 'wide', status: 'failed' }]);
      });

      it('evicts nothing where that makes no room', async () => {
        setUp(2);
        await load('b');
        expect(await preloader.preload(['huge'], 'high')).toMatchObject([{ model: 'huge', status: 'failed' }]);
        expect(registry.loadedKeys()).toEqual(['b']);
      });

      it('says loaded only of models that are loaded at the end', async () => {
        setUp(1);
        const results = await preloader.preload(['b', 'c'], 'high');
        const told = results.filter(({ status }) => status === 'loaded').map(({ model }) => model);
        expect(told).toEqual(registry.loadedKeys());
      });
    });

    describe('low', () => {
      it('answers at once, and loads one after the other where nothing is generated', async () => {
        setUp(5);
        launcher.held = true;
        expect(await preloader.preload(['c', 'b'], 'low')).toEqual([
          { model: 'c', status: 'queued' },
          { model: 'b', status: 'queued' },
        ]);
        await turn();
        expect(launcher.launches).toEqual(['c']);
        expect(['c', 'b', 'd'].map((key) => preloader.placeOf(key))).toEqual([1, 2, undefined]);
        launcher.release();
        await turn();
        expect(launcher.launches).toEqual(['c', 'b']);
        expect(registry.loadedKeys()).toEqual(['c', 'b']);
        expect(['c', 'b'].map((key) => preloader.placeOf(key))).toEqual([undefined, undefined]);
      });

      it('waits until nothing is generated', async () => {
        setUp(5);
        await load('a', 'e');
        const texts = [write('a'), write('e')];
        await preloader.preload(['c', 'b'], 'low');
        await turn();
        expect(launcher.launches).toEqual([]);
        texts[0].subscription.unsubscribe();
        await turn();
        expect(launcher.launches).toEqual([]);
        expect([preloader.placeOf('c'), preloader.placeOf('b')]).toEqual([1, 2]);
        launcher.runners[1].texts[0].tell(finished);
        await turn();
        expect(launcher.launches).toEqual(['c', 'b']);
      });

      it('waits with the next one when a text comes meanwhile', async () => {
        setUp(5);
        await load('a');
        launcher.held = true;
        await preloader.preload(['c', 'b'], 'low');
        await turn();
        const reader = write('a');
        launcher.release();
        await turn();
        expect(launcher.launches).toEqual(['c']);
        expect(preloader.placeOf('b')).toBe(1);
        reader.subscription.unsubscribe();
        await turn();
        expect(launcher.launches).toEqual(['c', 'b']);
      });

      it('waits once for a model, however often it is asked for', async () => {
        setUp(5);
        await load('a');
        const reader = write('a');
        await preloader.preload(['c', 'b'], 'low');
        expect(await preloader.preload(['c', 'd'], 'low')).toMatchObject([{ status: 'queued' }, { status: 'queued' }]);
        expect(['c', 'b', 'd'].map((key) => preloader.placeOf(key))).toEqual([1, 2, 3]);
        reader.subscription.unsubscribe();
        await turn();
        expect(launcher.launches).toEqual(['c', 'b', 'd']);
      });

      it('says why one could not be loaded, and goes on with the next', async () => {
        setUp(5);
        launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
        await preloader.preload(['c', 'b'], 'low');
        await turn();
        expect(launcher.launches).toEqual(['c', 'b']);
        expect(observed).toEqual(['skip c']);
        expect(registry.loadedKeys()).toEqual(['b']);
      });

      it('evicts nothing', async () => {
        setUp(1);
        await load('e');
        await preloader.preload(['c'], 'low');
        await turn();
        expect(registry.loadedKeys()).toEqual(['e']);
        expect(observed).toEqual(['skip c']);
        expect(preloader.placeOf('c')).toBeUndefined();
      });
    });

    it.each(['high', 'balanced', 'low'] as const)(
      '%s says at once of what can never fit how large it is',
      async (priority) => {
        setUp(2);
        await load('b');
        expect(await preloader.preload(['huge'], priority)).toEqual([
          {
            model: 'huge',
            status: 'failed',
            error: 'huge needs about 1300.3 GB, and MODEL_MEMORY_LIMIT is 3.2 GB: it can never be loaded here.',
          },
        ]);
        expect([registry.loadedKeys(), preloader.placeOf('huge')]).toEqual([['b'], undefined]);
      },
    );

    it('loads nothing above the memory while a model is still being unloaded', async () => {
      setUp(1);
      await load('b');
      const reader = write('b');
      void registry.unload('b');
      await turn();
      const results = await preloader.preload(['c'], 'balanced');
      expect(results).toMatchObject([{ model: 'c', status: 'failed' }]);
      expect(launcher.launches).toEqual([]);
      reader.subscription.unsubscribe();
    });
  });

  describe('a request for a model that is not loaded', () => {
    it('has idle models make room, the least wanted first', async () => {
      setUp(2);
      await used('d');
      await load('d', 'e');
      const reader = write('c');
      await turn();
      expect(reader.error).toBeUndefined();
      expect(registry.loadedKeys().sort()).toEqual(['c', 'd']);
      expect(decided()).toEqual(['evict e']);
      launcher.latest.texts[0].tell(finished);
      await turn();
      expect(reader.completed).toBe(true);
    });

    it('evicts nothing where it fits', async () => {
      setUp(3);
      await load('d', 'e');
      write('c');
      await turn();
      expect(registry.loadedKeys().sort()).toEqual(['c', 'd', 'e']);
      expect(decided()).toEqual([]);
    });

    it('fails where busy models and the current one leave no room', async () => {
      setUp(2);
      await load('a', 'b');
      const busy = write('b');
      const reader = write('c');
      await turn();
      expect(reader.error).toMatchObject({ code: 'out_of_memory' });
      expect(busy.error).toBeUndefined();
      expect(registry.loadedKeys()).toEqual(['a', 'b']);
      expect(launcher.launches).toEqual([]);
    });

    it('is served where it comes first, when another comes that does not fit beside it', async () => {
      setUp(1);
      const readers = ['b', 'c'].map((key) => write(key));
      await turn();
      expect(readers[0].error).toBeUndefined();
      expect(readers[1].error).toMatchObject({ code: 'out_of_memory' });
      expect(launcher.launches).toEqual(['b']);
    });

    it('fails at once, without waiting or evicting, where the model can never fit', async () => {
      setUp(2);
      await load('b');
      const reader = write('huge');
      expect(reader).toMatchObject({
        events: [],
        error: {
          code: 'out_of_memory',
          detail: 'huge needs about 1300.3 GB, and MODEL_MEMORY_LIMIT is 3.2 GB: it can never be loaded here.',
        },
      });
      await turn();
      expect([registry.loadedKeys(), registry.statusOf('huge')]).toEqual([['b'], 'not_loaded']);
      await expect(registry.switchTo('huge')).rejects.toMatchObject({ code: 'out_of_memory' });
    });
  });
});
