import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { anEntry, aPrompt, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import { ManagedModel } from './managed-model.js';
import type { TextEvent } from './text-generation.js';

const started: TextEvent = { type: 'started', promptTokens: 3, cachedTokens: 0, maxTokens: 20 };
const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 0 };

describe('ManagedModel', () => {
  let launcher: FakeLauncher;
  let model: ManagedModel;
  let log: string[];
  let seconds: number;

  beforeEach(() => {
    launcher = new FakeLauncher();
    launcher.slots = 2;
    log = [];
    seconds = 1000;
    model = new ManagedModel(anEntry(), launcher, {
      capacity: { running: 2, waiting: 3 },
      observe: (key, event) => log.push(`${key} ${event}`),
      now: () => seconds,
    });
  });

  /** The runner dies, and everything that follows from it at once has happened. */
  async function die(): Promise<void> {
    launcher.latest.die();
    await turn();
  }

  describe('loading', () => {
    it('launches once, however many ask', async () => {
      launcher.held = true;
      const readers = [1, 2, 3].map(() => listen(model.generate(aTextRequest())));
      const loads = [model.ensureLoaded(), model.ensureLoaded()];
      await turn();
      expect(model.status).toBe('loading');
      launcher.release();
      expect(new Set(await Promise.all(loads))).toEqual(new Set([launcher.latest]));
      await turn();
      expect(launcher.launches).toEqual(['muse-mini']);
      expect(model.status).toBe('loaded');
      for (let index = 0; index < 3; index += 1) launcher.latest.texts[index].tell(started, finished);
      expect(readers.map(({ events }) => events)).toEqual([
        [{ type: 'queued', position: 1 }, started, finished],
        [{ type: 'queued', position: 2 }, started, finished],
        [{ type: 'queued', position: 3 }, { type: 'queued', position: 1 }, started, finished],
      ]);
      for (const { completed } of readers) expect(completed).toBe(true);
      expect(model.load).toBe(0);
      expect(log).toEqual(['muse-mini loading', 'muse-mini loaded in 0.00 s']);
    });

    it('is not needed a second time', async () => {
      await model.ensureLoaded();
      const reader = listen(model.generate(aTextRequest()));
      expect(launcher.latest.texts).toHaveLength(1);
      launcher.latest.texts[0].tell(started, finished);
      expect(reader.events).toEqual([started, finished]);
      await model.ensureLoaded();
      expect(launcher.launches).toHaveLength(1);
    });

    it('is cold: nothing is launched before somebody subscribes', async () => {
      model.generate(aTextRequest());
      await turn();
      expect(launcher.launches).toEqual([]);
      expect(model.status).toBe('not_loaded');
    });

    it('hands the request on as it is', async () => {
      const request = aTextRequest('art 3 fr: thé', { sampling: { temperature: 1.5, topK: 7, topP: 0.5, seed: 9 } });
      listen(model.generate(request));
      await turn();
      expect(launcher.latest.texts[0].request).toBe(request);
    });

    it('goes on for the others when one who waits hangs up', async () => {
      launcher.held = true;
      const gone = listen(model.generate(aTextRequest()));
      const stays = listen(model.generate(aTextRequest()));
      gone.subscription.unsubscribe();
      expect(model.load).toBe(1);
      launcher.release();
      await turn();
      expect(launcher.latest.texts).toHaveLength(1);
      launcher.latest.texts[0].tell(finished);
      expect(stays.completed).toBe(true);
    });

    it('fails for everyone who waits', async () => {
      launcher.failures.push(new MuseError('model_load_failed', 'The model files could not be loaded.'));
      const readers = [1, 2].map(() => listen(model.generate(aTextRequest())));
      await turn();
      for (const { error } of readers) expect(error).toMatchObject({ code: 'model_load_failed' });
      expect(model.status).toBe('error');
      expect(model.load).toBe(0);
      expect(model.error).toMatchObject({ code: 'model_load_failed' });
      expect(log).toEqual(['muse-mini loading', 'muse-mini could not be loaded']);
    });

    describe('after a failure', () => {
      const failure = new MuseError('model_load_failed', 'The model files could not be loaded.');

      beforeEach(async () => {
        launcher.failures.push(failure);
        await expect(model.ensureLoaded()).rejects.toBe(failure);
      });

      const refused = (): unknown => listen(model.generate(aTextRequest())).error;

      it('is not tried again by every request: each hears at once why, and when to come again', async () => {
        seconds += 1.5;
        expect(refused()).toMatchObject({
          code: 'model_load_failed',
          detail: 'The model files could not be loaded. It is tried again in 4 s.',
          retryAfter: 4,
        });
        await turn();
        expect([launcher.launches.length, model.load, model.status]).toEqual([1, 0, 'error']);
      });

      it('is tried by the first request after a while; a success clears it', async () => {
        seconds += 5;
        const reader = listen(model.generate(aTextRequest()));
        await turn();
        launcher.latest.texts[0].tell(finished);
        expect([reader.completed, model.status, model.error]).toEqual([true, 'loaded', undefined]);
        expect(launcher.launches).toHaveLength(2);
      });

      it('waits longer after every further failure, and as short as at first after a success', async () => {
        launcher.failures.push(failure);
        await expect(model.ensureLoaded()).rejects.toBe(failure);
        expect(refused()).toMatchObject({ retryAfter: 10 });
        await model.ensureLoaded();
        await model.unload();
        launcher.failures.push(failure);
        await expect(model.ensureLoaded()).rejects.toBe(failure);
        expect(refused()).toMatchObject({ retryAfter: 5 });
      });

      it('is loaded at once where somebody says so, and requests that come meanwhile wait for that', async () => {
        launcher.held = true;
        const loading = model.ensureLoaded();
        const reader = listen(model.generate(aTextRequest()));
        await turn();
        launcher.release();
        await loading;
        await turn();
        launcher.latest.texts[0].tell(finished);
        expect(reader.completed).toBe(true);
      });
    });

    it.each([
      ['the files are not here', new MuseError('model_not_downloaded', 'Not here.')],
      ['the service stops', new MuseError('shutting_down', 'Stopping.')],
    ])('is tried again by the next request where %s: that says nothing about the model', async (_, error) => {
      launcher.failures.push(error);
      await expect(model.ensureLoaded()).rejects.toBe(error);
      listen(model.generate(aTextRequest()));
      await turn();
      expect(launcher.launches).toHaveLength(2);
    });

    it('is tried again by the next request where there was no room: that may be another matter now', async () => {
      const admit = jest.fn().mockRejectedValueOnce(new MuseError('out_of_memory', 'No room.'));
      const options = { capacity: { running: 2, waiting: 3 }, observe: () => {}, now: () => seconds, admit };
      const crowded = new ManagedModel(anEntry(), launcher, options);
      await expect(crowded.ensureLoaded()).rejects.toMatchObject({ code: 'out_of_memory' });
      listen(crowded.generate(aTextRequest()));
      await turn();
      expect(launcher.launches).toHaveLength(1);
    });

    it('shows nothing of an error that is not ours', async () => {
      launcher.failures.push(new Error('EACCES /home/muse/secret'));
      await expect(model.ensureLoaded()).rejects.toMatchObject({ code: 'internal_error' });
      launcher.failures.push(new Error('EACCES /home/muse/secret'));
      const { detail } = (await model.ensureLoaded().catch((error: unknown) => error)) as MuseError;
      expect(detail).not.toContain('secret');
    });

    it('tells nobody to wait for a model that is not on this machine', async () => {
      launcher.installed = false;
      launcher.failures.push(new MuseError('model_not_downloaded', 'Not here.'));
      const reader = listen(model.generate(aTextRequest()));
      await turn();
      expect(reader).toMatchObject({ events: [], error: { code: 'model_not_downloaded' } });
    });
  });

  describe('its queue', () => {
    function write(client: string): Heard<TextEvent> {
      return listen(model.generate(aTextRequest(client), client));
    }

    it('is bounded, and says when to come again', async () => {
      await model.ensureLoaded();
      const readers = Array.from({ length: 5 }, () => write('a'));
      expect(model.load).toBe(5);
      const refused = write('a');
      expect(refused.error).toMatchObject({
        code: 'queue_full',
        detail: 'The model muse-mini already has 2 requests running and 3 waiting.',
        retryAfter: 2,
      });
      expect(refused.error).toBeInstanceOf(MuseError);
      expect(model.load).toBe(5);
      expect(launcher.latest.texts).toHaveLength(2);

      readers[3].subscription.unsubscribe();
      expect(write('a').error).toBeUndefined();
      expect(write('a').error).toMatchObject({ code: 'queue_full' });
    });

    it('is not closed to others by one who fills it: whoever has nothing waiting may add one, up to as many again', async () => {
      await model.ensureLoaded();
      for (let text = 0; text < 5; text += 1) write('greedy');
      const newcomers = ['b', 'c', 'd'].map(write);
      expect(newcomers.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
      for (const client of ['b', 'greedy', 'e']) {
        expect(write(client).error).toMatchObject({
          code: 'queue_full',
          detail: 'The model muse-mini already has 2 requests running and 6 waiting.',
        });
      }
      // A turn for each: the greedy one's first, then theirs.
      for (let text = 0; text < 5; text += 1) launcher.latest.texts[text].tell(finished);
      const given = launcher.latest.texts.map(({ request }) => request.prompt);
      expect(given).toEqual(['greedy', 'greedy', 'greedy', 'b', 'c', 'd', 'greedy'].map((client) => aPrompt(client)));
    });

    it('counts those who wait for the model to load', async () => {
      launcher.held = true;
      const readers = Array.from({ length: 5 }, () => write('a'));
      expect(write('a').error).toMatchObject({ code: 'queue_full' });
      launcher.release();
      await turn();
      for (let text = 0; text < 5; text += 1) launcher.latest.texts[text].tell(finished);
      for (const { completed } of readers) expect(completed).toBe(true);
      expect(model.load).toBe(0);
    });

    it('asks for at least a second where nobody may wait', async () => {
      const strict = new ManagedModel(anEntry(), launcher, { capacity: { running: 2, waiting: 0 }, observe: () => {} });
      listen(strict.generate(aTextRequest()));
      listen(strict.generate(aTextRequest()));
      expect(listen(strict.generate(aTextRequest())).error).toMatchObject({ code: 'queue_full', retryAfter: 1 });
    });

    it('is left by texts that fail', async () => {
      await model.ensureLoaded();
      const reader = listen(model.generate(aTextRequest()));
      launcher.latest.texts[0].fail(new MuseError('prompt_too_long', 'Too long.'));
      expect(reader.error).toMatchObject({ code: 'prompt_too_long' });
      expect(model.load).toBe(0);
    });
  });

  it('unsubscribes from its runner when the reader goes', async () => {
    await model.ensureLoaded();
    const reader = listen(model.generate(aTextRequest()));
    const [text] = launcher.latest.texts;
    expect(text.isRead).toBe(true);
    reader.subscription.unsubscribe();
    expect(text.isRead).toBe(false);
    expect(model.load).toBe(0);
  });

  it('is silent as long as its runner', async () => {
    expect(model.silence).toBe(0);
    await model.ensureLoaded();
    launcher.latest.silence = 12.5;
    expect(model.silence).toBe(12.5);
  });

  describe('death', () => {
    it('is not the end of a text that is asked for in the moment in which others fail by it', async () => {
      await model.ensureLoaded();
      let next: Heard<TextEvent> | undefined;
      model.generate(aTextRequest()).subscribe({ error: () => (next = listen(model.generate(aTextRequest()))) });
      await die();
      launcher.latest.texts[0].tell(started, finished);
      expect(next).toMatchObject({ events: [{ type: 'queued', position: 1 }, started, finished], completed: true });
      expect(launcher.launches).toHaveLength(2);
    });

    it('fails the texts that run, and the next request works', async () => {
      await model.ensureLoaded();
      const first = launcher.latest;
      const reader = listen(model.generate(aTextRequest()));
      first.texts[0].tell(started);
      await die();
      expect(reader).toMatchObject({ events: [started], error: { code: 'runner_died' } });
      expect(launcher.latest).not.toBe(first);
      expect(model.status).toBe('loaded');
      const next = listen(model.generate(aTextRequest()));
      launcher.latest.texts[0].tell(started, finished);
      expect(next.completed).toBe(true);
      expect(log).toContain('muse-mini died and is started again');
    });

    it('is nothing to those who wait: the runner that follows writes their texts', async () => {
      await model.ensureLoaded();
      const readers = [1, 2, 3].map(() => listen(model.generate(aTextRequest())));
      await die();
      expect(readers.map(({ error }) => (error as MuseError | undefined)?.code)).toEqual([
        'runner_died',
        'runner_died',
        undefined,
      ]);
      launcher.latest.texts[0].tell(started, finished);
      expect(readers[2].events).toEqual([{ type: 'queued', position: 1 }, started, finished]);
    });

    it('fails those who wait when the runner died too often, or cannot be started', async () => {
      await model.ensureLoaded();
      launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
      const readers = [1, 2, 3].map(() => listen(model.generate(aTextRequest())));
      await die();
      expect(readers[2].error).toMatchObject({ code: 'out_of_memory' });
      await model.ensureLoaded();
      for (let death = 2; death <= 4; death += 1) {
        const waiting = [1, 2, 3].map(() => listen(model.generate(aTextRequest())))[2];
        await die();
        expect((waiting.error as MuseError | undefined)?.code).toBe(death === 4 ? 'runner_died' : undefined);
        waiting.subscription.unsubscribe();
      }
      expect(model.load).toBe(0);
    });

    it('is followed by a start at most three times a minute; then the next request starts it', async () => {
      await model.ensureLoaded();
      for (let death = 1; death <= 3; death += 1) {
        seconds += 10;
        await die();
        expect(model.status).toBe('loaded');
        expect(launcher.launches).toHaveLength(1 + death);
      }
      seconds += 10;
      await die();
      expect(model.status).toBe('error');
      expect(launcher.launches).toHaveLength(4);
      expect(log.at(-1)).toBe('muse-mini died too often; the next request starts it');

      const reader = listen(model.generate(aTextRequest()));
      await turn();
      expect(launcher.launches).toHaveLength(5);
      launcher.latest.texts[0].tell(finished);
      expect(reader.completed).toBe(true);
      expect(model.status).toBe('loaded');

      seconds += 60;
      await die();
      expect(launcher.launches).toHaveLength(6);
      expect(model.status).toBe('loaded');
    });

    it('with a start that fails leaves an error, which the next request clears', async () => {
      await model.ensureLoaded();
      launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
      await die();
      expect(model.status).toBe('error');
      await model.ensureLoaded();
      expect(model.status).toBe('loaded');
    });
  });

  describe('stop', () => {
    it('ends the runner and its texts, and does not start it again', async () => {
      await model.ensureLoaded();
      const reader = listen(model.generate(aTextRequest()));
      const stopping = model.stop();
      await Promise.all([stopping, model.stop()]);
      await turn();
      expect(launcher.latest.stopped).toBe(true);
      expect(reader.error).toMatchObject({ code: 'runner_died' });
      expect(model.status).toBe('not_loaded');
      expect(launcher.launches).toHaveLength(1);
    });

    it('ends a load that runs', async () => {
      launcher.held = true;
      const reader = listen(model.generate(aTextRequest()));
      await turn();
      expect(model.status).toBe('loading');
      await model.stop();
      await turn();
      expect(reader.error).toMatchObject({ code: 'shutting_down' });
      expect(launcher.runners).toEqual([]);
      expect(model.load).toBe(0);
    });

    it('ends a load that was asked for in the same turn', async () => {
      const load = model.ensureLoaded().catch((error: unknown) => error);
      await model.stop();
      await load;
      await turn();
      expect(launcher.runners.filter(({ stopped }) => !stopped)).toEqual([]);
      expect(['loaded', 'loading']).not.toContain(model.status);
    });

    it('ends a load whose runner is there at that moment', async () => {
      launcher.held = true;
      const load = model.ensureLoaded().catch((error: unknown) => error);
      await turn();
      launcher.release();
      await model.stop();
      await load;
      await turn();
      expect(launcher.runners.filter(({ stopped }) => !stopped)).toEqual([]);
      expect(['loaded', 'loading']).not.toContain(model.status);
    });

    it('does nothing to a model that is not loaded', async () => {
      await model.stop();
      expect(model.status).toBe('not_loaded');
    });

    it('is for good: nothing is loaded while it lasts or afterwards', async () => {
      await model.ensureLoaded();
      const stopping = model.stop();
      const during = listen(model.generate(aTextRequest()));
      await stopping;
      const after = listen(model.generate(aTextRequest()));
      await turn();
      for (const { error } of [during, after]) expect(error).toBeInstanceOf(MuseError);
      expect(launcher.runners.map(({ stopped }) => stopped)).toEqual([true]);
    });

    it('does not start a model again that dies meanwhile', async () => {
      await model.ensureLoaded();
      const stopping = model.stop();
      launcher.latest.die();
      await stopping;
      await turn();
      expect(launcher.launches).toHaveLength(1);
      expect(log).not.toContain('muse-mini died and is started again');
    });
  });

  describe('unload', () => {
    it('ends the runner, and the next request has it loaded again', async () => {
      await model.ensureLoaded();
      const first = launcher.latest;
      await model.unload();
      expect(first.stopped).toBe(true);
      expect(model.status).toBe('not_loaded');
      expect(launcher.launches).toHaveLength(1);
      expect(log).toEqual(['muse-mini loading', 'muse-mini loaded in 0.00 s']);
      const reader = listen(model.generate(aTextRequest()));
      await turn();
      expect(launcher.launches).toHaveLength(2);
      launcher.latest.texts[0].tell(started, finished);
      expect(reader.events).toEqual([{ type: 'queued', position: 1 }, started, finished]);
    });

    it('does nothing to a model that is not loaded', async () => {
      await model.unload();
      expect(model.status).toBe('not_loaded');
      launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
      await model.ensureLoaded().catch(() => undefined);
      await model.unload();
      expect(model.status).toBe('error');
      expect(launcher.launches).toHaveLength(1);
    });

    it('waits for the texts that run, while a newcomer waits and has the model loaded again', async () => {
      await model.ensureLoaded();
      const first = launcher.latest;
      const readers = [1, 2].map(() => listen(model.generate(aTextRequest())));
      const unloading = model.unload();
      await turn();
      expect(model.status).toBe('unloading');
      const newcomer = listen(model.generate(aTextRequest()));
      await turn();
      expect(newcomer.events).toEqual([{ type: 'queued', position: 1 }]);
      first.texts[0].tell(started, finished);
      await turn();
      expect([model.status, first.stopped, launcher.launches.length]).toEqual(['unloading', false, 1]);
      first.texts[1].tell(started, finished);
      await unloading;
      await turn();
      expect(readers.map(({ completed }) => completed)).toEqual([true, true]);
      expect(first.stopped).toBe(true);
      expect(first.texts).toHaveLength(2);
      expect(launcher.launches).toHaveLength(2);
      expect(model.status).toBe('loaded');
      launcher.latest.texts[0].tell(started, finished);
      expect(newcomer.events).toEqual([{ type: 'queued', position: 1 }, started, finished]);
      expect(model.load).toBe(0);
    });

    it('has those written first who waited before it; a newcomer comes after them, whoever it is', async () => {
      await model.ensureLoaded();
      const first = launcher.latest;
      const readers = [1, 2, 3].map(() => listen(model.generate(aTextRequest(), 'a')));
      const unloading = model.unload();
      const newcomer = listen(model.generate(aTextRequest(), 'b'));
      expect(readers[2].events).toEqual([{ type: 'queued', position: 1 }]);
      expect(newcomer.events).toEqual([{ type: 'queued', position: 2 }]);
      first.texts[0].tell(started, finished);
      expect(newcomer.events.at(-1)).toEqual({ type: 'queued', position: 1 });
      first.texts[1].tell(started, finished);
      await turn();
      expect(first.stopped).toBe(false);
      first.texts[2].tell(started, finished);
      await unloading;
      await turn();
      expect([first.stopped, first.texts.length, launcher.latest.texts.length]).toEqual([true, 3, 1]);
      launcher.latest.texts[0].tell(started, finished);
      expect([...readers, newcomer].map(({ completed }) => completed)).toEqual([true, true, true, true]);
    });

    it('has the model loaded again for those who wait where the runner dies meanwhile', async () => {
      await model.ensureLoaded();
      const readers = [1, 2, 3].map(() => listen(model.generate(aTextRequest())));
      const unloading = model.unload();
      launcher.latest.die();
      await unloading;
      await turn();
      expect(launcher.launches).toHaveLength(2);
      launcher.latest.texts[0].tell(started, finished);
      expect(readers.map(({ error, completed }) => [error !== undefined, completed])).toEqual([
        [true, false],
        [true, false],
        [false, true],
      ]);
    });

    it('goes on when a text that it waits for is given up or fails', async () => {
      await model.ensureLoaded();
      const [gone] = [1, 2].map(() => listen(model.generate(aTextRequest())));
      const unloading = model.unload();
      gone.subscription.unsubscribe();
      launcher.latest.texts[1].fail(new MuseError('prompt_too_long', 'Too long.'));
      await unloading;
      expect(model.status).toBe('not_loaded');
    });

    it('happens once, however many ask', async () => {
      await model.ensureLoaded();
      const stop = jest.spyOn(launcher.latest, 'stop');
      await Promise.all([model.unload(), model.unload(), model.unload()]);
      expect(stop).toHaveBeenCalledTimes(1);
      expect(model.status).toBe('not_loaded');
    });

    it('waits for a load that runs, and then ends it', async () => {
      launcher.held = true;
      const load = model.ensureLoaded();
      await turn();
      const unloading = model.unload();
      await turn();
      expect(model.status).toBe('loading');
      launcher.release();
      await Promise.all([load, unloading]);
      expect(launcher.latest.stopped).toBe(true);
      expect(model.status).toBe('not_loaded');
    });

    it('lets a text be written that had the model loaded', async () => {
      launcher.held = true;
      const reader = listen(model.generate(aTextRequest()));
      await turn();
      const unloading = model.unload();
      launcher.release();
      await turn();
      expect([reader.error, launcher.latest.stopped, launcher.latest.texts.length]).toEqual([undefined, false, 1]);
      launcher.latest.texts[0].tell(started, finished);
      await unloading;
      expect(reader.completed).toBe(true);
      expect(launcher.latest.stopped).toBe(true);
    });

    it('is no death: nothing is started again, and nothing counts as failed', async () => {
      await model.ensureLoaded();
      for (let i = 0; i < 5; i += 1) {
        await model.unload();
        await turn();
        expect(model.status).toBe('not_loaded');
        await model.ensureLoaded();
      }
      expect(launcher.launches).toHaveLength(6);
      await die();
      expect(model.status).toBe('loaded');
      expect(log.filter((line) => line.includes('died'))).toEqual(['muse-mini died and is started again']);
    });

    it('ends where the runner dies before its texts are finished', async () => {
      await model.ensureLoaded();
      const reader = listen(model.generate(aTextRequest()));
      const unloading = model.unload();
      launcher.latest.die();
      await unloading;
      await turn();
      expect(reader.error).toMatchObject({ code: 'runner_died' });
      expect(model.status).toBe('not_loaded');
      expect(launcher.launches).toHaveLength(1);
    });

    it('is over at once when the service stops, and nothing is loaded for those who wait', async () => {
      await model.ensureLoaded();
      const reader = listen(model.generate(aTextRequest()));
      const unloading = model.unload();
      await turn();
      const newcomer = listen(model.generate(aTextRequest()));
      await model.stop();
      await unloading;
      await turn();
      expect(reader.error).toMatchObject({ code: 'runner_died' });
      expect(newcomer.error).toMatchObject({ code: 'shutting_down' });
      expect(launcher.launches).toHaveLength(1);
    });
  });

  it('knows how long its last load took', async () => {
    expect(model.loadSeconds).toBe(0);
    launcher.held = true;
    const load = model.ensureLoaded();
    await turn();
    seconds += 2.5;
    launcher.release();
    await load;
    expect(model.loadSeconds).toBe(2.5);
    await model.unload();
    expect(model.loadSeconds).toBe(2.5);
  });
});
