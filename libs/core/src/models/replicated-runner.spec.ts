import { FakeLauncher, type FakeRunner, type FakeText } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import type { ModelRunner } from './model-runner.js';
import { ReplicaLauncher } from './replica-launcher.js';
import type { TextEvent } from './text-generation.js';

const started: TextEvent = { type: 'started', promptTokens: 3, cachedTokens: 0, maxTokens: 20 };
const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 0 };

describe('A model in several runners', () => {
  let launcher: FakeLauncher;
  let model: ModelRunner;
  let log: string[];
  let seconds: number;

  beforeEach(() => {
    launcher = new FakeLauncher();
    launcher.slots = 2;
    log = [];
    seconds = 1000;
    jest.spyOn(performance, 'now').mockImplementation(() => seconds * 1000);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  async function launch(count: number): Promise<void> {
    const replicas = new ReplicaLauncher(
      launcher,
      () => count,
      (key, event) => log.push(`${key} ${event}`),
    );
    model = await replicas.launch(anEntry(), new AbortController().signal);
    await turn();
  }

  /** A text with a name: its seed. */
  function write(seed: number): Heard<TextEvent> {
    return listen(model.generate(aTextRequest('Tee', { sampling: { temperature: 0, seed } })));
  }

  /** The names of the texts that each runner was given, in their order. */
  function given(): number[][] {
    return launcher.runners.map(({ texts }) => texts.map(({ request }) => request.sampling.seed));
  }

  function textOf(seed: number): FakeText {
    const texts = launcher.runners.flatMap((runner) => runner.texts);
    return texts.find(({ request }) => request.sampling.seed === seed)!;
  }

  async function die(runner: FakeRunner): Promise<void> {
    runner.die();
    await turn();
  }

  describe('of which there is one', () => {
    it('is that runner itself', async () => {
      await launch(1);
      expect(model).toBe(launcher.latest);
      expect(launcher.launches).toHaveLength(1);
    });
  });

  describe('loading', () => {
    it('can write when the first is there; the others follow one after the other, and it says so', async () => {
      launcher.held = true;
      const launching = launch(3);
      await turn();
      expect(launcher.launches).toHaveLength(1);
      launcher.release();
      launcher.held = true;
      await launching;
      expect([launcher.launches.length, model.slots]).toEqual([2, 2]);
      const slots: number[] = [];
      model.grew.subscribe(() => slots.push(model.slots));
      for (const seed of [1, 2]) write(seed);
      expect(given()).toEqual([[1, 2]]);
      launcher.release();
      await turn();
      expect([launcher.launches.length, slots]).toEqual([3, [4, 6]]);
      write(3);
      expect(given()).toEqual([[1, 2], [3], []]);
      expect(log).toEqual(['muse-mini has 2 of 3 runners', 'muse-mini has 3 of 3 runners']);
    });

    it('fails as the first does', async () => {
      launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
      await expect(launch(2)).rejects.toMatchObject({ code: 'out_of_memory' });
      expect(launcher.runners).toEqual([]);
    });

    it('goes on with those that are there, and tries again after a calm minute', async () => {
      launcher.held = true;
      const launching = launch(2);
      await turn();
      launcher.release();
      launcher.held = true;
      await launching;
      launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
      launcher.release();
      await turn();
      expect(log).toEqual(['muse-mini goes on with 1 of 2 runners: one could not be started']);

      seconds += 59;
      write(1);
      await turn();
      expect(launcher.launches).toHaveLength(2);
      seconds += 1;
      write(2);
      await turn();
      expect(launcher.launches).toHaveLength(3);
      expect(log.at(-1)).toBe('muse-mini has 2 of 2 runners');
    });
  });

  describe('sharing its texts', () => {
    beforeEach(() => launch(2));

    it('gives each to the runner that has the fewest, the older of two', () => {
      for (const seed of [1, 2, 3]) write(seed);
      expect(given()).toEqual([[1, 3], [2]]);
      textOf(1).tell(started, finished);
      textOf(3).tell(started, finished);
      write(4);
      expect(given()).toEqual([[1, 3, 4], [2]]);
    });

    it('is cold', () => {
      model.generate(aTextRequest());
      expect(given()).toEqual([[], []]);
    });

    it('hands requests and events on as they are', () => {
      const request = aTextRequest('art 3 fr: thé');
      const reader = listen(model.generate(request));
      expect(launcher.runners[0].texts[0].request).toBe(request);
      launcher.runners[0].texts[0].tell({ type: 'queued', position: 1 }, started, finished);
      expect(reader).toMatchObject({ events: [{ type: 'queued', position: 1 }, started, finished], completed: true });
    });

    it('stops a text whose reader hangs up, and its place is free', () => {
      const readers = [1, 2, 3, 4].map(write);
      readers[2].subscription.unsubscribe();
      expect(textOf(3).isRead).toBe(false);
      write(5);
      expect(given()).toEqual([
        [1, 3, 5],
        [2, 4],
      ]);
    });

    it('has a free place for whoever asks again when a text ends', () => {
      for (const seed of [1, 2, 3]) write(seed);
      model.generate(aTextRequest('Tee', { sampling: { temperature: 0, seed: 4 } })).subscribe({ complete: () => write(5) });
      textOf(4).tell(finished);
      expect(given()).toEqual([
        [1, 3],
        [2, 4, 5],
      ]);
    });

    it('gives a text that is too many to the one that has the fewest', () => {
      for (const seed of [1, 2, 3, 4, 5]) write(seed);
      expect(given()).toEqual([
        [1, 3, 5],
        [2, 4],
      ]);
    });

    it('gives no text to a runner that has just died', () => {
      const [first] = launcher.runners;
      first.die();
      for (const seed of [1, 2]) write(seed);
      expect(given()).toEqual([[], [1, 2]]);
    });
  });

  describe('death of one', () => {
    beforeEach(() => launch(2));

    it('fails its texts alone; the others go on, and it is started again', async () => {
      const readers = [1, 2, 3, 4].map(write);
      const [first, second] = launcher.runners;
      let exited = false;
      void model.exited.then(() => (exited = true));
      launcher.held = true;
      await die(first);
      expect(readers.map(({ error }) => (error as MuseError | undefined)?.code)).toEqual([
        'runner_died',
        undefined,
        'runner_died',
        undefined,
      ]);
      expect([model.slots, given()[1]]).toEqual([2, [2, 4]]);
      textOf(2).tell(started, finished);
      write(5);
      expect(second.texts).toHaveLength(3);
      launcher.release();
      await turn();
      expect([model.slots, launcher.launches.length]).toEqual([4, 3]);
      write(6);
      expect(given()[2]).toEqual([6]);
      expect(exited).toBe(false);
      expect(log.slice(1)).toEqual([
        'muse-mini goes on with 1 of 2 runners: one died and is started again',
        'muse-mini has 2 of 2 runners',
      ]);
    });

    it('is followed by a start at most three times a minute', async () => {
      for (let death = 1; death <= 3; death += 1) await die(launcher.latest);
      expect(launcher.launches).toHaveLength(5);
      await die(launcher.latest);
      expect(launcher.launches).toHaveLength(5);
      expect(log.at(-1)).toBe('muse-mini goes on with 1 of 2 runners');
      seconds += 60;
      write(1);
      await turn();
      expect(launcher.launches).toHaveLength(6);
    });
  });

  it('is gone when all have died, and nothing is started any more', async () => {
    await launch(2);
    const readers = [1, 2, 3, 4].map(write);
    launcher.held = true;
    await die(launcher.runners[0]);
    await die(launcher.runners[1]);
    await model.exited;
    expect(new Set(readers.map(({ error }) => (error as MuseError).code))).toEqual(new Set(['runner_died']));
    launcher.release();
    await turn();
    expect(launcher.runners).toHaveLength(2);
    expect(write(6).error).toMatchObject({ code: 'runner_died' });
    expect(model.slots).toBe(0);
  });

  it('is silent as long as the one that is silent for longest', async () => {
    await launch(3);
    expect(model.silence).toBe(0);
    launcher.runners[1].silence = 12.5;
    launcher.runners[2].silence = 0.5;
    expect(model.silence).toBe(12.5);
    await die(launcher.runners[1]);
    expect(model.silence).toBe(0.5);
  });

  describe('stop', () => {
    it('ends every runner and all texts, and starts none again', async () => {
      await launch(2);
      const readers = [1, 2, 3, 4, 5].map(write);
      await model.stop();
      await model.exited;
      expect(launcher.runners.map(({ stopped }) => stopped)).toEqual([true, true]);
      for (const { error } of readers) expect(error).toMatchObject({ code: 'runner_died' });
      expect(launcher.launches).toHaveLength(2);
      await model.stop();
    });

    it('ends a runner that is being started', async () => {
      launcher.held = true;
      const launching = launch(2);
      await turn();
      launcher.release();
      launcher.held = true;
      await launching;
      await model.stop();
      launcher.release();
      await turn();
      expect([launcher.launches.length, launcher.runners.length]).toEqual([2, 1]);
    });

    it('ends a runner that comes to life in that moment', async () => {
      launcher.held = true;
      const launching = launch(2);
      await turn();
      launcher.release();
      launcher.held = true;
      await launching;
      launcher.release();
      await model.stop();
      expect(launcher.runners.map(({ stopped }) => stopped)).toEqual([true, true]);
    });
  });
});
