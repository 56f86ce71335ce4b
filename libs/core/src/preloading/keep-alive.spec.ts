import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryUsageRepository } from '../../../../test/support/fakes/memory-usage-repository.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { Catalog } from '../models/catalog.js';
import { MemoryBudget } from '../models/memory-budget.js';
import { ModelRegistry } from '../models/model-registry.js';
import type { TextEvent } from '../models/text-generation.js';
import { UsageStats } from '../usage/usage-stats.js';
import { KeepAlive } from './keep-alive.js';
import { PreloadReport } from './preload-report.js';
import { Preloader } from './preloader.js';

const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 0 };

/** Time that passes when the test says so. */
class Timers {
  private readonly waiting = new Set<{ at: number; act: () => void }>();
  private now = 0;

  readonly after = (seconds: number, act: () => void): (() => void) => {
    const timer = { at: this.now + seconds, act };
    this.waiting.add(timer);
    return () => this.waiting.delete(timer);
  };

  async pass(seconds: number): Promise<void> {
    this.now += seconds;
    for (const timer of [...this.waiting]) {
      if (timer.at <= this.now && this.waiting.delete(timer)) timer.act();
    }
    await turn();
  }
}

describe('KeepAlive', () => {
  let launcher: FakeLauncher;
  let registry: ModelRegistry;
  let usage: UsageStats;
  let report: PreloadReport;
  let observed: string[];
  let timers: Timers;

  /** The models a, b and c; a is the current one. */
  function setUp(seconds: number, top = 0): void {
    launcher = new FakeLauncher();
    const catalog = new Catalog(['a', 'b', 'c'].map((key) => anEntry({ key })));
    registry = new ModelRegistry(catalog, launcher, {
      defaultModel: 'a',
      capacityOf: () => ({ running: 2, waiting: 2 }),
      observe: () => {},
    });
    usage = new UsageStats(new MemoryUsageRepository());
    report = new PreloadReport();
    observed = [];
    timers = new Timers();
    const preloader = new Preloader(registry, usage, new MemoryBudget(100), report, {
      strategy: 'score',
      top,
      observe: ({ action, model, reason }) => observed.push(`${action} ${model}: ${reason}`),
    });
    new KeepAlive(registry, preloader, { seconds, after: timers.after });
  }

  const write = (key: string): Heard<TextEvent> => listen(registry.generate(key, aTextRequest()));

  it('unloads a model that nobody has asked for since it was loaded, and says so', async () => {
    setUp(300);
    await registry.ensureLoaded('b');
    await timers.pass(299);
    expect(registry.loadedKeys()).toEqual(['b']);
    await timers.pass(1);
    expect(registry.loadedKeys()).toEqual([]);
    expect(observed).toEqual(['evict b: nobody asked for it in 300 s']);
    expect(report.decisions).toMatchObject([{ action: 'evict', model: 'b' }]);
  });

  it('counts from the last text', async () => {
    setUp(300);
    await registry.ensureLoaded('b');
    await timers.pass(200);
    write('b');
    launcher.latest.texts[0].tell(finished);
    await turn();
    await timers.pass(299);
    expect(registry.loadedKeys()).toEqual(['b']);
    await timers.pass(1);
    expect(registry.loadedKeys()).toEqual([]);
  });

  it('never unloads a model that works, however long', async () => {
    setUp(300);
    await registry.ensureLoaded('b');
    const reader = write('b');
    await timers.pass(10_000);
    expect([registry.loadedKeys(), reader.error]).toEqual([['b'], undefined]);
    launcher.latest.texts[0].tell(finished);
    await turn();
    await timers.pass(300);
    expect([registry.loadedKeys(), reader.completed]).toEqual([[], true]);
  });

  it('lets the current model stay, until another is the current one', async () => {
    setUp(300);
    await registry.ensureLoaded('a');
    await timers.pass(300);
    await timers.pass(300);
    expect(registry.loadedKeys()).toEqual(['a']);
    await registry.switchTo('b');
    await timers.pass(300);
    expect(registry.loadedKeys()).toEqual(['b']);
  });

  it('lets the models stay that preloading keeps warm', async () => {
    setUp(300, 1);
    await usage.record('b', 1);
    await registry.ensureLoaded('b');
    await registry.ensureLoaded('c');
    await timers.pass(300);
    expect(registry.loadedKeys()).toEqual(['b']);
    for (let use = 0; use < 2; use += 1) await usage.record('c', 1);
    await timers.pass(300);
    expect(registry.loadedKeys()).toEqual([]);
  });

  it('unloads with the last text where the time is 0', async () => {
    setUp(0);
    const reader = write('b');
    await turn();
    launcher.latest.texts[0].tell(finished);
    await turn();
    await timers.pass(0);
    expect([reader.completed, registry.loadedKeys()]).toEqual([true, []]);
  });

  it('looks once a minute at models that may stay, however short the time', async () => {
    setUp(0);
    await registry.ensureLoaded('a');
    await timers.pass(0);
    await registry.switchTo('b');
    await timers.pass(59);
    expect(registry.loadedKeys()).toEqual(['a', 'b']);
    await timers.pass(1);
    expect(registry.loadedKeys()).toEqual(['b']);
  });

  it('has nothing to do where the model is gone', async () => {
    setUp(300);
    await registry.ensureLoaded('b');
    await registry.unload('b');
    await timers.pass(300);
    expect(observed).toEqual([]);
  });
});
