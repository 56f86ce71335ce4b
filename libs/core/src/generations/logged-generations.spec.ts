import { FakeLauncher, type FakeText } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryCounters } from '../../../../test/support/fakes/memory-counters.js';
import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { MemoryResumableRepository } from '../../../../test/support/fakes/memory-resumable-repository.js';
import { aGenerationRequest, anEntry } from '../../../../test/support/fakes/samples.js';
import { IdeaKeeper } from '../ideas/idea-keeper.js';
import { Catalog } from '../models/catalog.js';
import { ModelRegistry } from '../models/model-registry.js';
import type { TextEvent } from '../models/text-generation.js';
import { StreamStatistics } from '../statistics/stream-statistics.js';
import { LocalGenerations } from './local-generations.js';
import type { IdeaEvent } from './idea-event.js';
import type { StreamOptions } from './generation-streams.js';
import { KeptStreams } from './kept-streams.js';
import { LoggedGenerations } from './logged-generations.js';
import { MemoryEventLog } from './memory-event-log.js';

const started: TextEvent = { type: 'started', promptTokens: 9, cachedTokens: 0, maxTokens: 60 };
const text = (content: string, completionTokens: number): TextEvent => ({
  type: 'text',
  text: content,
  completionTokens,
});
const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 6 };
const beginning = [started, text('**Das', 1)];
const rest = [text(' Dach**\n', 3), text('Es sammelt. ', 6), finished];
const whole = '**Das Dach**\nEs sammelt. ';
const open: StreamOptions = { owner: undefined, resumable: true };

describe('LoggedGenerations', () => {
  let launcher: FakeLauncher;
  let generations: LocalGenerations;
  let ideas: MemoryIdeaRepository;
  let resumables: MemoryResumableRepository;
  let statistics: StreamStatistics;
  let logged: LoggedGenerations;

  /** What a start of the service makes: the log is new, what is stored is as it was. */
  async function startService(): Promise<void> {
    launcher = new FakeLauncher();
    const registry = new ModelRegistry(new Catalog([anEntry()]), launcher, {
      defaultModel: 'muse-mini',
      capacityOf: () => ({ running: 2, waiting: 0 }),
      observe: () => {},
    });
    await registry.ensureLoaded('muse-mini');
    generations = new LocalGenerations(registry, new IdeaKeeper(ideas));
    const log = new MemoryEventLog({ logs: 100, characters: 10_000 });
    logged = new LoggedGenerations(generations, log, new KeptStreams(resumables, ideas), statistics, 5);
  }

  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    ideas = new MemoryIdeaRepository();
    resumables = new MemoryResumableRepository();
    statistics = new StreamStatistics(new MemoryCounters());
    await startService();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** A generation whose text has begun. */
  async function begin(options = open): Promise<{ heard: Heard<IdeaEvent>; model: FakeText; id: string }> {
    const heard = listen(logged.begin(aGenerationRequest({ method: 'stream' }), options));
    const model = launcher.latest.texts.at(-1)!;
    model.tell(...beginning);
    await settle();
    return { heard, model, id: heard.events[0].ideaId };
  }

  /** Lets the promises between a model and a reader resolve. */
  async function settle(): Promise<void> {
    for (let i = 0; i < 5; i += 1) await turn();
  }

  async function follow(id: string, key?: string): Promise<Heard<IdeaEvent>> {
    const heard = listen(await logged.follow(id, key));
    await settle();
    return heard;
  }

  const typesOf = ({ events }: Heard<IdeaEvent>): string[] => events.map(({ type }) => type);
  const textOf = ({ events }: Heard<IdeaEvent>): string =>
    events.map((event) => (event.type === 'text' ? event.text : '')).join('');

  it('tells its first reader the events of the generation', async () => {
    const { heard, model, id } = await begin();
    model.tell(...rest);
    await settle();
    expect(typesOf(heard)).toEqual(['start', 'text', 'text', 'text', 'complete']);
    expect(textOf(heard)).toBe(whole);
    expect(heard.completed).toBe(true);
    expect(await ideas.find(id)).toMatchObject({ id, text: whole });
  });

  it('tells several readers the whole, whenever they come', async () => {
    const { heard, model, id } = await begin();
    const second = await follow(id);
    model.tell(rest[0]);
    const third = await follow(id);
    model.tell(...rest.slice(1));
    await settle();
    for (const reader of [heard, second, third, await follow(id)]) {
      expect([typesOf(reader)[0], textOf(reader), reader.completed]).toEqual(['start', whole, true]);
    }
    expect(launcher.texts).toHaveLength(1);
  });

  it('stops at once when the last reader of one that is not resumable goes, and forgets it', async () => {
    const { heard, model, id } = await begin({ ...open, resumable: false });
    const second = await follow(id);
    heard.subscription.unsubscribe();
    expect(model.isRead).toBe(true);
    second.subscription.unsubscribe();
    expect(model.isRead).toBe(false);
    expect([generations.active, statistics.active]).toEqual([0, 0]);
    await expect(logged.follow(id, undefined)).rejects.toMatchObject({ code: 'stream_not_found' });
  });

  it('keeps nothing of one that is not resumable', async () => {
    const { model, id } = await begin({ ...open, resumable: false });
    model.tell(...rest);
    await settle();
    expect(await resumables.find(id)).toBeUndefined();
    await expect(logged.follow(id, undefined)).rejects.toMatchObject({ code: 'stream_not_found' });
  });

  it('goes on without a reader for the grace, which begins anew whenever one has come back', async () => {
    const { heard, model, id } = await begin();
    heard.subscription.unsubscribe();
    jest.advanceTimersByTime(4999);
    const again = await follow(id);
    jest.advanceTimersByTime(60_000);
    again.subscription.unsubscribe();
    jest.advanceTimersByTime(4999);
    expect(model.isRead).toBe(true);
    model.tell(...rest);
    await settle();
    jest.advanceTimersByTime(60_000);
    expect(textOf(await follow(id))).toBe(whole);
  });

  it('stops when the grace is over: then it has expired', async () => {
    const { heard, model, id } = await begin();
    heard.subscription.unsubscribe();
    jest.advanceTimersByTime(5000);
    expect(model.isRead).toBe(false);
    await settle();
    await expect(logged.follow(id, undefined)).rejects.toMatchObject({ code: 'stream_not_found' });
    expect(await resumables.find(id)).toBeUndefined();
    expect(statistics.active).toBe(0);
  });

  it('fails for every reader as the generation fails', async () => {
    const { heard, model, id } = await begin();
    model.fail(new Error('bug'));
    await settle();
    for (const reader of [heard, await follow(id)]) {
      expect(reader).toMatchObject({ error: { code: 'internal_error' }, completed: false });
      expect(textOf(reader)).toBe('**Das');
    }
  });

  it('leaves nothing of a generation that was refused', async () => {
    await begin();
    await begin();
    const add = jest.spyOn(resumables, 'add');
    const refused = listen(logged.begin(aGenerationRequest(), open));
    await settle();
    expect(refused).toMatchObject({ events: [], error: { code: 'queue_full' } });
    expect(add).not.toHaveBeenCalled();
  });

  it('is noted as resumable before anybody hears its id', async () => {
    let note = (): void => {};
    jest.spyOn(resumables, 'add').mockReturnValue(new Promise((resolve) => (note = resolve)));
    const heard = listen(logged.begin(aGenerationRequest(), open));
    launcher.latest.texts.at(-1)!.tell(...beginning, ...rest);
    await settle();
    expect(heard.events).toEqual([]);
    note();
    await settle();
    expect(textOf(heard)).toBe(whole);
  });

  it('fails where it cannot be noted', async () => {
    jest.spyOn(resumables, 'add').mockRejectedValue(new Error('disk full'));
    const heard = listen(logged.begin(aGenerationRequest(), open));
    launcher.latest.texts.at(-1)!.tell(...beginning);
    await settle();
    expect(heard).toMatchObject({ events: [], error: { code: 'internal_error' } });
    expect(generations.active).toBe(0);
  });

  it('forgets after a day what could be resumed', async () => {
    jest.setSystemTime(new Date('2026-11-24T09:00:00Z'));
    const { model, id } = await begin();
    model.tell(...rest);
    await settle();
    jest.setSystemTime(new Date('2026-11-25T09:00:00Z'));
    (await begin()).model.tell(...rest);
    await settle();
    expect(await resumables.find(id)).toMatchObject({ id });
    jest.setSystemTime(new Date('2026-11-25T09:00:00.001Z'));
    await begin();
    expect(await resumables.find(id)).toBeUndefined();
  });

  describe('cancel', () => {
    it('stops the generation, and tells its readers', async () => {
      const { heard, model, id } = await begin();
      const second = await follow(id);
      await logged.cancel(id, undefined);
      expect(model.isRead).toBe(false);
      for (const reader of [heard, second, await follow(id)]) {
        expect(reader).toMatchObject({ error: { code: 'cancelled' }, completed: false });
      }
      await settle();
      expect(await resumables.find(id)).toBeUndefined();
      expect([generations.active, statistics.active]).toEqual([0, 0]);
    });

    it('stops one that is not resumable, too', async () => {
      const { heard, id } = await begin({ ...open, resumable: false });
      await logged.cancel(id, undefined);
      expect(heard.error).toMatchObject({ code: 'cancelled' });
    });

    it('leaves one that has ended as it is', async () => {
      const { model, id } = await begin();
      model.tell(...rest);
      await settle();
      await logged.cancel(id, undefined);
      expect(await follow(id)).toMatchObject({ completed: true });
    });

    it('knows no other id', async () => {
      await expect(logged.cancel('nothing', undefined)).rejects.toMatchObject({ code: 'stream_not_found' });
    });
  });

  describe('after a restart of the service', () => {
    it('tells a finished one again, byte for byte', async () => {
      const { heard, model, id } = await begin();
      model.tell(...rest);
      await settle();
      await startService();
      const again = await follow(id);
      expect(typesOf(again)).toEqual(['start', 'text', 'complete']);
      expect(textOf(again)).toBe(whole);
      expect(again.events.at(-1)).toEqual(heard.events.at(-1));
      await expect(logged.cancel(id, undefined)).resolves.toBeUndefined();
    });

    it('says of one that ran that it was interrupted', async () => {
      const { id } = await begin();
      await startService();
      expect(await follow(id)).toMatchObject({ events: [], error: { code: 'interrupted' } });
    });

    it('says the same of one that was cut off by the shutdown', async () => {
      const { heard, id } = await begin();
      const closing = generations.close(1);
      jest.advanceTimersByTime(1000);
      await closing;
      await settle();
      expect(heard.error).toMatchObject({ code: 'shutting_down' });
      await startService();
      expect((await follow(id)).error).toMatchObject({ code: 'interrupted' });
    });

    it('knows nothing of one that failed, or that was not resumable', async () => {
      const failed = await begin();
      failed.model.fail(new Error('bug'));
      const plain = await begin({ ...open, resumable: false });
      plain.model.tell(...rest);
      await settle();
      await startService();
      for (const id of [failed.id, plain.id]) {
        await expect(logged.follow(id, undefined)).rejects.toMatchObject({ code: 'stream_not_found' });
      }
    });
  });

  describe('of a key', () => {
    it.each([false, true])('is for that key alone (after a restart: %s)', async (restarted) => {
      const { model, id } = await begin({ owner: 'anna', resumable: true });
      model.tell(...rest);
      await settle();
      if (restarted) await startService();
      expect(textOf(await follow(id, 'anna'))).toBe(whole);
      await expect(logged.follow(id, 'berta')).rejects.toMatchObject({ code: 'stream_not_found' });
      await expect(logged.cancel(id, 'berta')).rejects.toMatchObject({ code: 'stream_not_found' });
    });

    it('is for whoever knows its id where there are no keys any more', async () => {
      const { id } = await begin({ owner: 'anna', resumable: true });
      expect(textOf(await follow(id))).toBe('**Das');
    });

    it('does not open what was asked for without a key', async () => {
      const { id } = await begin();
      await expect(logged.follow(id, 'anna')).rejects.toMatchObject({ code: 'stream_not_found' });
    });
  });
});
