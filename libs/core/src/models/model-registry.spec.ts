import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { listen, turn } from '../../../../test/support/fakes/listen.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { Catalog } from './catalog.js';
import { ModelRegistry } from './model-registry.js';

describe('ModelRegistry', () => {
  const mini = anEntry({ key: 'muse-mini' });
  const big = anEntry({ key: 'big' });
  let launcher: FakeLauncher;
  let registry: ModelRegistry;

  beforeEach(() => {
    launcher = new FakeLauncher();
    registry = new ModelRegistry(new Catalog([mini, big]), launcher, {
      defaultModel: 'muse-mini',
      capacity: { running: 1, waiting: 0 },
      observe: () => {},
    });
  });

  it('shows every model of the catalog, loaded or not', async () => {
    await registry.ensureLoaded('big');
    expect(registry.list()).toEqual([
      { entry: mini, available: true, status: 'not_loaded', current: true },
      { entry: big, available: true, status: 'loaded', current: false },
    ]);
    launcher.installed = false;
    expect(registry.list().map(({ available }) => available)).toEqual([false, false]);
  });

  it('keeps a runner and a queue for each model', async () => {
    const first = listen(registry.generate('muse-mini', aTextRequest()));
    const second = listen(registry.generate('big', aTextRequest()));
    const third = listen(registry.generate('big', aTextRequest()));
    await turn();
    expect(launcher.launches).toEqual(['muse-mini', 'big']);
    expect([first.error, second.error]).toEqual([undefined, undefined]);
    expect(third.error).toMatchObject({ code: 'queue_full' });
  });

  it('knows the entry and the current model', () => {
    expect(registry.currentModel).toBe('muse-mini');
    expect(registry.entry('big')).toBe(big);
    expect(() => registry.entry('gpt')).toThrow(expect.objectContaining({ code: 'model_not_found' }));
  });

  it('refuses an unknown key, and launches nothing', async () => {
    const detail = 'There is no model "../etc". Known models: muse-mini, big.';
    expect(listen(registry.generate('../etc', aTextRequest())).error).toMatchObject({ code: 'model_not_found', detail });
    await expect(registry.ensureLoaded('../etc')).rejects.toMatchObject({ code: 'model_not_found', detail });
    expect(launcher.launches).toEqual([]);
  });

  it('is ready while the current model is loaded and gives signs of life', async () => {
    expect(registry.isReady(60)).toBe(false);
    await registry.ensureLoaded('big');
    expect(registry.isReady(60)).toBe(false);
    await registry.ensureLoaded('muse-mini');
    expect(registry.isReady(60)).toBe(true);
    launcher.latest.silence = 60;
    expect(registry.isReady(60)).toBe(false);
    launcher.latest.silence = 59;
    expect(registry.isReady(60)).toBe(true);
    launcher.failures.push(new Error('not again'));
    launcher.latest.die();
    await turn();
    expect(registry.isReady(60)).toBe(false);
  });

  it('stops every model, and loads none afterwards', async () => {
    await Promise.all([registry.ensureLoaded('muse-mini'), registry.ensureLoaded('big')]);
    await registry.stop();
    await turn();
    expect(launcher.runners.map(({ stopped }) => stopped)).toEqual([true, true]);
    expect(listen(registry.generate('big', aTextRequest())).error).toMatchObject({ code: 'shutting_down' });
    await expect(registry.ensureLoaded('big')).rejects.toMatchObject({ code: 'shutting_down' });
    expect(registry.isReady(60)).toBe(false);
    expect(launcher.launches).toHaveLength(2);
  });

  it('leaves no runner behind that was being loaded when it stopped', async () => {
    launcher.held = true;
    const reader = listen(registry.generate('muse-mini', aTextRequest()));
    await turn();
    await registry.stop();
    launcher.release();
    await turn();
    expect(reader.error).toMatchObject({ code: 'shutting_down' });
    expect(launcher.runners.filter(({ stopped }) => !stopped)).toEqual([]);
  });
});
