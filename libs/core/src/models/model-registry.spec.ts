import { FakeLauncher, type FakeText } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import type { TextNews } from '../statistics/text-observer.js';
import { Catalog } from './catalog.js';
import { ModelRegistry, type UseRecorder } from './model-registry.js';
import type { TextEvent } from './text-generation.js';

const started: TextEvent = { type: 'started', promptTokens: 3, cachedTokens: 0, maxTokens: 20 };
const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 0 };

describe('ModelRegistry', () => {
  const mini = anEntry({ key: 'muse-mini' });
  const big = anEntry({ key: 'big' });
  let launcher: FakeLauncher;
  let registry: ModelRegistry;

  beforeEach(() => {
    launcher = new FakeLauncher();
    launcher.slots = 1;
    registry = new ModelRegistry(new Catalog([mini, big]), launcher, {
      defaultModel: 'muse-mini',
      capacityOf: () => ({ running: 1, waiting: 0 }),
      observe: () => {},
    });
  });

  it('shows every model of the catalog, loaded or not', async () => {
    await registry.ensureLoaded('big');
    expect(registry.list()).toEqual([
      { entry: mini, available: true, dtype: 'q8', status: 'not_loaded', current: true },
      { entry: big, available: true, dtype: 'q8', status: 'loaded', current: false },
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

  it('tells how many texts a model writes together that is there', async () => {
    expect(registry.togetherOf('big')).toBe(0);
    await registry.ensureLoaded('big');
    expect([registry.togetherOf('big'), registry.togetherOf('muse-mini')]).toEqual([1, 0]);
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

  it('is ready while the current model is loaded, and no model that has work stands still', async () => {
    expect(registry.unreadiness(60)).toBe('The model muse-mini cannot answer now: its status is not_loaded.');
    await registry.ensureLoaded('big');
    expect(registry.unreadiness(60)).toBe('The model muse-mini cannot answer now: its status is not_loaded.');
    await registry.ensureLoaded('muse-mini');
    expect(registry.unreadiness(60)).toBeUndefined();
    const [big, mini] = launcher.runners;
    mini.silence = 60;
    expect(registry.unreadiness(60)).toBe(
      'A model has work and makes no progress: muse-mini has ended no step for 60.0 s.',
    );
    big.silence = 90.25;
    expect(registry.unreadiness(60)).toBe(
      'A model has work and makes no progress: big has ended no step for 90.3 s, muse-mini has ended no step for 60.0 s.',
    );
    mini.silence = 59;
    expect(registry.unreadiness(60)).toBe(
      'A model has work and makes no progress: big has ended no step for 90.3 s.',
    );
    big.silence = 0;
    expect(registry.unreadiness(60)).toBeUndefined();
    launcher.failures.push(new Error('not again'));
    mini.die();
    await turn();
    expect(registry.unreadiness(60)).toBe('The model muse-mini cannot answer now: its status is error.');
  });

  it('stops every model, and loads none afterwards', async () => {
    await Promise.all([registry.ensureLoaded('muse-mini'), registry.ensureLoaded('big')]);
    await registry.stop();
    await turn();
    expect(launcher.runners.map(({ stopped }) => stopped)).toEqual([true, true]);
    expect(listen(registry.generate('big', aTextRequest())).error).toMatchObject({ code: 'shutting_down' });
    await expect(registry.ensureLoaded('big')).rejects.toMatchObject({ code: 'shutting_down' });
    expect(registry.unreadiness(60)).toBe('The service is shutting down.');
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

  describe('the current model', () => {
    it('is the one that was switched to, once that is loaded', async () => {
      launcher.held = true;
      const switching = registry.switchTo('big');
      await turn();
      expect(registry.currentModel).toBe('muse-mini');
      launcher.release();
      await switching;
      expect(registry.currentModel).toBe('big');
      expect(registry.list().map(({ current }) => current)).toEqual([false, true]);
      expect(launcher.launches).toEqual(['big']);
    });

    it('stays where the other cannot be loaded or is unknown', async () => {
      launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
      await expect(registry.switchTo('big')).rejects.toMatchObject({ code: 'out_of_memory' });
      await expect(registry.switchTo('gpt')).rejects.toMatchObject({ code: 'model_not_found' });
      expect(registry.currentModel).toBe('muse-mini');
    });

    it('is the default model again when it is deactivated, and that is loaded only when asked', async () => {
      await registry.switchTo('big');
      expect(await registry.deactivate()).toBe('big');
      expect(registry.currentModel).toBe('muse-mini');
      expect(registry.statusOf('big')).toBe('not_loaded');
      expect(launcher.launches).toEqual(['big']);
    });

    it('is unloaded by deactivating where it is the default model, and loaded when asked', async () => {
      await registry.ensureLoaded('muse-mini');
      expect(await registry.deactivate()).toBe('muse-mini');
      expect(registry.currentModel).toBe('muse-mini');
      expect(registry.statusOf('muse-mini')).toBe('not_loaded');
      listen(registry.generate(registry.currentModel, aTextRequest()));
      await turn();
      expect(launcher.launches).toEqual(['muse-mini', 'muse-mini']);
    });

    it('can be deactivated where it never was loaded', async () => {
      expect(await registry.deactivate()).toBe('muse-mini');
      expect(launcher.launches).toEqual([]);
    });

    it('finishes its texts before it is unloaded', async () => {
      await registry.switchTo('big');
      const reader = listen(registry.generate('big', aTextRequest()));
      const deactivating = registry.deactivate();
      await turn();
      expect(registry.statusOf('big')).toBe('unloading');
      expect(registry.currentModel).toBe('muse-mini');
      launcher.latest.texts[0].tell(started, finished);
      await deactivating;
      expect(reader.completed).toBe(true);
      expect(launcher.latest.stopped).toBe(true);
    });
  });

  describe('unload', () => {
    it('waits for running texts, while a newcomer waits and has the model loaded again', async () => {
      const roomy = new ModelRegistry(new Catalog([mini]), launcher, {
        defaultModel: 'muse-mini',
        capacityOf: () => ({ running: 1, waiting: 1 }),
        observe: () => {},
      });
      await roomy.ensureLoaded('muse-mini');
      const [first] = launcher.runners;
      const running = listen(roomy.generate('muse-mini', aTextRequest()));
      const unloading = roomy.unload('muse-mini');
      await turn();
      const newcomer = listen(roomy.generate('muse-mini', aTextRequest()));
      expect(newcomer.events).toEqual([{ type: 'queued', position: 1 }]);
      expect(first.stopped).toBe(false);
      first.texts[0].tell(started, finished);
      await unloading;
      await turn();
      expect(running.completed).toBe(true);
      expect(first.stopped).toBe(true);
      expect(launcher.runners).toHaveLength(2);
      launcher.latest.texts[0].tell(started, finished);
      await turn();
      expect(newcomer).toMatchObject({ events: [{ type: 'queued' }, started, finished], completed: true });
    });

    it('does nothing to a model that is not loaded, and refuses an unknown one', async () => {
      await registry.unload('big');
      expect(registry.statusOf('big')).toBe('not_loaded');
      await expect(registry.unload('gpt')).rejects.toMatchObject({ code: 'model_not_found' });
      expect(launcher.launches).toEqual([]);
    });
  });

  describe('what it knows of models', () => {
    it('knows which take memory, or soon will', async () => {
      expect(registry.loadedKeys()).toEqual([]);
      await registry.ensureLoaded('big');
      launcher.held = true;
      const load = registry.ensureLoaded('muse-mini');
      await turn();
      expect(registry.loadedKeys()).toEqual(['big', 'muse-mini']);
      launcher.release();
      await load;
      await registry.unload('big');
      expect(registry.loadedKeys()).toEqual(['muse-mini']);
    });

    it('knows that a model takes memory until its last texts are finished', async () => {
      await registry.ensureLoaded('big');
      listen(registry.generate('big', aTextRequest()));
      void registry.unload('big');
      await turn();
      expect(registry.loadedKeys()).toEqual(['big']);
    });

    it('knows no memory of a model that could not be loaded', async () => {
      launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
      await registry.ensureLoaded('big').catch(() => undefined);
      expect(registry.loadedKeys()).toEqual([]);
      expect(registry.statusOf('big')).toBe('error');
    });

    it('counts the texts that run or wait, at each and in all', async () => {
      expect([registry.load, registry.loadOf('big'), registry.loadOf('gpt')]).toEqual([0, 0, 0]);
      listen(registry.generate('muse-mini', aTextRequest()));
      const other = listen(registry.generate('big', aTextRequest()));
      await turn();
      expect([registry.load, registry.loadOf('muse-mini'), registry.loadOf('big')]).toEqual([2, 1, 1]);
      other.subscription.unsubscribe();
      expect([registry.load, registry.loadOf('big')]).toEqual([1, 0]);
    });

    it('knows whether a model is on this machine', () => {
      expect(registry.isInstalled('big')).toBe(true);
      launcher.installed = false;
      expect(registry.isInstalled('big')).toBe(false);
      expect(() => registry.isInstalled('gpt')).toThrow(expect.objectContaining({ code: 'model_not_found' }));
    });
  });

  describe('left', () => {
    it.each<[string, (text: FakeText, reader: Heard<TextEvent>) => void]>([
      ['is finished', (text) => text.tell(started, finished)],
      ['fails', (text) => text.fail(new MuseError('prompt_too_long', 'Too long.'))],
      ['is given up', (_, reader) => reader.subscription.unsubscribe()],
    ])('names the model once where a text %s, and there is room then', async (_, end) => {
      await registry.ensureLoaded('big');
      const loads: number[] = [];
      const left = listen(registry.left, () => loads.push(registry.loadOf('big')));
      const reader = listen(registry.generate('big', aTextRequest()));
      expect(left.events).toEqual([]);
      end(launcher.latest.texts[0], reader);
      await turn();
      expect(left.events).toEqual(['big']);
      expect(loads).toEqual([0]);
    });

    it('names nothing where a request was refused, because it never was there', async () => {
      const left = listen(registry.left);
      listen(registry.generate('big', aTextRequest()));
      const refused = listen(registry.generate('big', aTextRequest()));
      listen(registry.generate('gpt', aTextRequest()));
      expect(refused.error).toMatchObject({ code: 'queue_full' });
      expect(left.events).toEqual([]);
    });
  });

  it('tells of every text, those that it refuses included', async () => {
    const told: [string, TextNews][] = [];
    registry = new ModelRegistry(new Catalog([mini, big]), launcher, {
      defaultModel: 'muse-mini',
      capacityOf: () => ({ running: 1, waiting: 0 }),
      observe: () => {},
      observeTexts: (model, news) => told.push([model, news]),
    });
    const reader = listen(registry.generate('big', aTextRequest()));
    listen(registry.generate('big', aTextRequest()));
    listen(registry.generate('gpt', aTextRequest()));
    await turn();
    reader.subscription.unsubscribe();
    launcher.installed = false;
    listen(registry.generate('muse-mini', aTextRequest()));
    expect(told).toEqual([
      ['big', { type: 'queued', warm: false }],
      ['big', { type: 'refused', code: 'queue_full' }],
      ['big', { type: 'left', outcome: 'cancelled', wasStarted: false, secondsPerToken: undefined }],
      ['muse-mini', { type: 'refused', code: 'model_not_downloaded' }],
    ]);
  });

  describe('its recorder', () => {
    let recorder: jest.Mocked<UseRecorder>;
    let seconds: number;

    beforeEach(() => {
      seconds = 100;
      jest.spyOn(performance, 'now').mockImplementation(() => seconds * 1000);
      recorder = { found: jest.fn(), used: jest.fn().mockResolvedValue(undefined) };
      registry = new ModelRegistry(new Catalog([mini, big]), launcher, {
        defaultModel: 'muse-mini',
        capacityOf: () => ({ running: 1, waiting: 1 }),
        observe: () => {},
        recorder,
      });
    });

    afterEach(() => {
      jest.restoreAllMocks();
    });

    async function load(key: string, duration: number): Promise<void> {
      launcher.held = true;
      const loading = registry.ensureLoaded(key);
      await turn();
      seconds += duration;
      launcher.release();
      await loading;
    }

    it('hears whether a request found its model warm, and how long it takes to load', async () => {
      listen(registry.generate('muse-mini', aTextRequest()));
      expect(recorder.found.mock.calls).toEqual([['muse-mini', false, 0]]);
      await load('big', 4);
      expect(recorder.found).toHaveBeenCalledTimes(1);
      listen(registry.generate('big', aTextRequest()));
      expect(recorder.found.mock.calls.slice(1)).toEqual([['big', true, 4]]);
    });

    it('hears that a request came cold while its model is loaded or unloaded', async () => {
      launcher.held = true;
      const loading = registry.ensureLoaded('big');
      await turn();
      listen(registry.generate('big', aTextRequest()));
      launcher.release();
      await loading;
      await turn();
      void registry.unload('big');
      await turn();
      listen(registry.generate('big', aTextRequest()));
      expect(recorder.found.mock.calls.map(([, warm]) => warm)).toEqual([false, false]);
    });

    it('hears nothing before somebody subscribes, nor of an unknown model', () => {
      registry.generate('big', aTextRequest());
      listen(registry.generate('gpt', aTextRequest()));
      expect(recorder.found).not.toHaveBeenCalled();
    });

    it('hears nothing of a request that the full queue refused', async () => {
      await registry.ensureLoaded('big');
      const readers = [1, 2, 3].map(() => listen(registry.generate('big', aTextRequest())));
      expect(readers[2].error).toMatchObject({ code: 'queue_full' });
      expect(recorder.found).toHaveBeenCalledTimes(2);
    });

    it('hears how long a text was written, waiting not included, and only of texts that were finished', async () => {
      await registry.ensureLoaded('big');
      listen(registry.generate('big', aTextRequest()));
      const failing = listen(registry.generate('big', aTextRequest()));
      seconds += 7;
      launcher.latest.texts[0].tell(started);
      seconds += 2.5;
      launcher.latest.texts[0].tell({ type: 'text', text: 'Tee', completionTokens: 1 }, finished);
      launcher.latest.texts[1].tell(started);
      launcher.latest.texts[1].fail(new MuseError('runner_died', 'It died.'));
      await turn();
      expect(failing.error).toMatchObject({ code: 'runner_died' });
      listen(registry.generate('big', aTextRequest())).subscription.unsubscribe();
      expect(recorder.used.mock.calls).toEqual([['big', 2.5]]);
    });

    it('hears that a given text found its model, and of no use', async () => {
      await registry.ensureLoaded('big');
      const reader = listen(registry.generate('big', aTextRequest('Tee', { given: 'Tee' })));
      launcher.latest.texts[0].tell(started, finished);
      await turn();
      expect(reader).toMatchObject({ events: [started, finished], completed: true });
      expect(recorder.found.mock.calls).toEqual([['big', true, 0]]);
      expect(recorder.used).not.toHaveBeenCalled();
    });

    it('has kept the use before the reader hears of the end', async () => {
      let keep = (): void => {};
      recorder.used.mockReturnValue(new Promise((resolve) => (keep = resolve)));
      await registry.ensureLoaded('big');
      const left = listen(registry.left);
      const reader = listen(registry.generate('big', aTextRequest()));
      launcher.latest.texts[0].tell(started, finished);
      await turn();
      expect(recorder.used).toHaveBeenCalledTimes(1);
      expect(reader).toMatchObject({ events: [started], completed: false });
      expect(left.events).toEqual([]);
      keep();
      await turn();
      expect(reader).toMatchObject({ events: [started, finished], completed: true });
      expect(left.events).toEqual(['big']);
    });
  });
});
