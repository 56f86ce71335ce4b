import { Subject, take } from 'rxjs';
import { FakeRunner, type FakeText } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen } from '../../../../test/support/fakes/listen.js';
import { aTextRequest } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import type { TextEvent } from './text-generation.js';
import { TextQueue } from './text-queue.js';

const started: TextEvent = { type: 'started', promptTokens: 3, cachedTokens: 0, maxTokens: 20 };
const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 0 };
const queued = (position: number): TextEvent => ({ type: 'queued', position });

describe('TextQueue', () => {
  let runner: FakeRunner;
  let queue: TextQueue;

  beforeEach(() => {
    runner = new FakeRunner(2);
    queue = new TextQueue();
    queue.serveBy(runner);
  });

  /** A text with a name: its seed. */
  function write(seed: number, client = 'a'): Heard<TextEvent> {
    return listen(queue.write(aTextRequest('Tee', { sampling: { temperature: 0, seed } }), client));
  }

  /** The names of the texts that the runner was given, in their order. */
  function given(): number[] {
    return runner.texts.map(({ request }) => request.sampling.seed);
  }

  function textOf(seed: number): FakeText {
    return runner.texts.find(({ request }) => request.sampling.seed === seed)!;
  }

  it('is cold', () => {
    queue.write(aTextRequest(), 'a');
    expect([given(), queue.size]).toEqual([[], 0]);
  });

  it('hands requests and events on as they are', () => {
    const request = aTextRequest('art 3 fr: thé');
    const reader = listen(queue.write(request, 'a'));
    expect(runner.texts[0].request).toBe(request);
    runner.texts[0].tell(started, finished);
    expect(reader).toMatchObject({ events: [started, finished], completed: true });
    expect(queue.size).toBe(0);
  });

  it('gives the runner as many texts as it has slots, and tells each other where it stands, once', () => {
    const readers = [1, 2, 3, 4, 5].map((seed) => write(seed));
    expect(given()).toEqual([1, 2]);
    const positions = (): TextEvent[][] => readers.map(({ events }) => events);
    expect(positions()).toEqual([[], [], [queued(1)], [queued(2)], [queued(3)]]);
    textOf(2).tell(finished);
    expect(given()).toEqual([1, 2, 3]);
    expect(positions().slice(3)).toEqual([
      [queued(2), queued(1)],
      [queued(3), queued(2)],
    ]);
    readers[3].subscription.unsubscribe();
    expect(readers[4].events.at(-1)).toEqual(queued(1));
    textOf(1).fail(new MuseError('prompt_too_long', 'Too long.'));
    expect(readers[0].error).toMatchObject({ code: 'prompt_too_long' });
    expect(given()).toEqual([1, 2, 3, 5]);
    expect([queue.size, queue.writing]).toEqual([2, 2]);
  });

  it('lets clients take turns, and tells those whom a newcomer goes before', () => {
    const greedy = [1, 2, 3, 4, 5].map((seed) => write(seed));
    const newcomer = write(6, 'b');
    expect(newcomer.events).toEqual([queued(2)]);
    expect(greedy[3].events).toEqual([queued(2), queued(3)]);
    expect([queue.waitingOf('a'), queue.waitingOf('b'), queue.waitingOf('c')]).toEqual([3, 1, 0]);
    for (const seed of [1, 2, 3, 6, 4]) textOf(seed).tell(finished);
    expect(given()).toEqual([1, 2, 3, 6, 4, 5]);
  });

  it('stops a text whose reader hangs up before another has its place', () => {
    const order: string[] = [];
    const readers = [1, 2].map((seed) => write(seed));
    const generate = runner.generate.bind(runner);
    jest.spyOn(runner, 'generate').mockImplementation((request) => {
      order.push(`third begins, second is read: ${textOf(2).isRead}`);
      return generate(request);
    });
    write(3);
    readers[1].subscription.unsubscribe();
    expect(order).toEqual(['third begins, second is read: false']);
  });

  it('has a free place for whoever asks again when a text ends', () => {
    let again: Heard<TextEvent> | undefined;
    write(1);
    queue.write(aTextRequest('Tee', { sampling: { temperature: 0, seed: 2 } }), 'a').subscribe({
      complete: () => (again = write(3)),
    });
    textOf(2).tell(finished);
    expect(again!.events).toEqual([]);
    expect(given()).toEqual([1, 2, 3]);
  });

  it('bears a reader that hangs up when it hears that it has to wait', () => {
    for (const seed of [1, 2]) write(seed);
    queue.write(aTextRequest(), 'a').pipe(take(1)).subscribe();
    const next = write(3);
    expect(next.events).toEqual([queued(1)]);
    queue.write(aTextRequest(), 'a').pipe(take(2)).subscribe();
    const last = write(4);
    textOf(1).tell(finished);
    expect(last.events).toEqual([queued(3), queued(1)]);
  });

  it('counts those for whom the runner has no memory yet before all others', () => {
    const [, second, third] = [1, 2, 3].map((seed) => write(seed));
    textOf(1).tell(started);
    textOf(2).tell(queued(1));
    const fourth = write(4);
    expect([third.events.at(-1), fourth.events]).toEqual([queued(2), [queued(3)]]);
    textOf(2).tell(started);
    expect([second.events, third.events.at(-1), fourth.events.at(-1)]).toEqual([
      [queued(1), started],
      queued(1),
      queued(2),
    ]);
  });

  it('tells nobody twice that it is the next', () => {
    const readers = [1, 2, 3].map((seed) => write(seed));
    textOf(1).tell(finished);
    textOf(3).tell(queued(1), started);
    expect(readers[2].events).toEqual([queued(1), started]);
  });

  it('gives more texts to a runner that grew', () => {
    const grew = new Subject<void>();
    const growing = Object.assign(new FakeRunner(1), { grew });
    queue = new TextQueue();
    const readers = [1, 2, 3].map((seed) => write(seed));
    expect(readers.map(({ events }) => events)).toEqual([[queued(1)], [queued(2)], [queued(3)]]);
    queue.serveBy(growing);
    expect(growing.texts).toHaveLength(1);
    growing.slots = 2;
    grew.next();
    expect(growing.texts).toHaveLength(2);
    expect(readers[2].events.at(-1)).toEqual(queued(1));
  });

  it('fails everybody who waits, and nobody who is written', () => {
    const readers = [1, 2, 3, 4].map((seed) => write(seed));
    queue.fail(new MuseError('runner_died', 'Gone.'));
    expect(readers.map(({ error }) => (error as MuseError | undefined)?.code)).toEqual([
      undefined,
      undefined,
      'runner_died',
      'runner_died',
    ]);
    textOf(1).tell(finished);
    expect([queue.size, queue.writing, given()]).toEqual([1, 1, [1, 2]]);
  });

  describe('that is drained', () => {
    it('has everybody written who is there, and nobody else until another runner comes', async () => {
      const readers = [1, 2, 3].map((seed) => write(seed));
      let drained = false;
      const draining = queue.drain().then(() => (drained = true));
      const newcomers = [write(4, 'b'), write(5, 'a')];
      expect(newcomers.map(({ events }) => events)).toEqual([[queued(2)], [queued(3)]]);
      expect([queue.size, queue.waitingOf('a'), queue.waitingOf('b')]).toEqual([5, 2, 1]);
      for (const seed of [1, 2]) textOf(seed).tell(finished);
      await Promise.resolve();
      expect(drained).toBe(false);
      textOf(3).tell(finished);
      await draining;
      expect(readers.map(({ completed }) => completed)).toEqual([true, true, true]);
      expect(given()).toEqual([1, 2, 3]);
      newcomers[0].subscription.unsubscribe();
      expect(newcomers[1].events.at(-1)).toEqual(queued(1));
      runner = new FakeRunner(2);
      queue.serveBy(runner);
      expect(given()).toEqual([5]);
    });

    it('waits no longer than its runner lives', async () => {
      const readers = [1, 2, 3].map((seed) => write(seed));
      const draining = queue.drain();
      const newcomer = write(4);
      runner.die();
      await draining;
      expect(readers.map(({ error }) => error !== undefined)).toEqual([true, true, false]);
      runner = new FakeRunner(2);
      queue.serveBy(runner);
      expect(given()).toEqual([3, 4]);
      expect([readers[2], newcomer].map(({ error }) => error)).toEqual([undefined, undefined]);
    });
  });
});
