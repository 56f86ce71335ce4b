import { MuseError } from '@muse/core/errors/muse-error.js';
import type { EventLog } from '@muse/core/generations/event-log.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import fc from 'fast-check';
import { listen } from '../support/fakes/listen.js';
import { aCandidate, anIdea } from '../support/fakes/samples.js';
import { within } from '../support/wait.js';

const idea = anIdea();
const { id } = idea;
const queued = (position: number): IdeaEvent => ({ type: 'queued', ideaId: id, position });
const start: IdeaEvent = { type: 'start', ideaId: id, modelUsed: 'muse-mini' };
const text = (content: string, progress = 0.5): IdeaEvent => ({ type: 'text', ideaId: id, text: content, progress });
const complete: IdeaEvent = { type: 'complete', ideaId: id, idea };
const written = (index: number, from: number, content: string): IdeaEvent => ({
  type: 'candidate',
  ideaId: id,
  index,
  modelUsed: 'muse-mini',
  from,
  text: content,
  progress: 0.25,
});
const done = (index: number): IdeaEvent => ({
  type: 'candidate_done',
  ideaId: id,
  index,
  candidate: aCandidate({ index }),
  progress: 0.5,
});
const restart = (attempt: number): IdeaEvent => ({ type: 'restart', ideaId: id, attempt });

/** How a reading went, however the texts were joined on the way. */
interface Reading {
  /** The types in their order, several texts in a row as one. */
  types: string[];
  /** What a reader has that drops its text at a restart. */
  text: string;
  /** The attempts that restarts have told of. */
  attempts?: number[];
  failure?: unknown;
}

/** What every adapter of EventLog has to do; `open` gives an empty one. */
export function eventLogSuite(open: () => Promise<EventLog>): void {
  let log: EventLog;

  beforeEach(async () => {
    log = await open();
  });

  /** Reads to the end; resolves then. The reading can be looked at meanwhile. */
  function read(of = id): { reading: Reading; end: Promise<Reading> } {
    const reading: Reading = { types: [], text: '' };
    const end = new Promise<Reading>((resolve) => {
      log.read(of).subscribe({
        next: (event) => {
          if (event.type !== 'text' || reading.types.at(-1) !== 'text') reading.types.push(event.type);
          if (event.type === 'text') reading.text += event.text;
          if (event.type === 'restart') {
            Object.assign(reading, { text: '', attempts: [...(reading.attempts ?? []), event.attempt] });
          }
        },
        error: (failure: unknown) => resolve(Object.assign(reading, { failure })),
        complete: () => resolve(reading),
      });
    });
    return { reading, end: within(end, 'a reader of the log to see its end') };
  }

  it('has no log that was not opened', async () => {
    expect(await log.find(id)).toBeUndefined();
    expect((await read().end).failure).toMatchObject({ code: 'stream_not_found' });
  });

  it('says whose a log is', async () => {
    log.open(id, 'anna');
    log.open('another', undefined);
    expect(await log.find(id)).toEqual({ owner: 'anna' });
    expect(await log.find('another')).toEqual({ owner: undefined });
  });

  it('tells everything to a reader that is there from the beginning', async () => {
    log.open(id, undefined);
    const { end } = read();
    for (const event of [queued(1), start, text('Das '), text('Dach'), complete]) log.append(id, event);
    expect(await end).toEqual({ types: ['queued', 'start', 'text', 'complete'], text: 'Das Dach' });
  });

  it('tells a reader that comes late what has happened, and then what happens', async () => {
    log.open(id, undefined);
    for (const event of [queued(2), queued(1), start, text('Das ', 0.1)]) log.append(id, event);
    const { end } = read();
    for (const event of [text('Dach', 0.2), complete]) log.append(id, event);
    const { types, text: whole } = await end;
    expect(types.filter((type) => type !== 'queued')).toEqual(['start', 'text', 'complete']);
    expect(whole).toBe('Das Dach');
  });

  it('tells where it stands in the queue', async () => {
    log.open(id, undefined);
    log.append(id, queued(3));
    log.append(id, queued(2));
    const heard = await new Promise<IdeaEvent>((resolve) => log.read(id).subscribe(resolve));
    expect(heard).toEqual(queued(2));
  });

  it('tells all of it after the end, as often as it is asked', async () => {
    log.open(id, undefined);
    for (const event of [start, text('Das '), text('Dach'), complete]) log.append(id, event);
    for (let i = 0; i < 3; i += 1) {
      expect(await read().end).toEqual({ types: ['start', 'text', 'complete'], text: 'Das Dach' });
    }
  });

  it('keeps the events as they were', async () => {
    log.open(id, undefined);
    for (const event of [start, text('👨‍👩‍👧‍👦\0\r\n', 0.123456789), complete]) log.append(id, event);
    const events: IdeaEvent[] = [];
    await new Promise<void>((resolve) =>
      log.read(id).subscribe({ next: (event) => events.push(event), complete: resolve }),
    );
    expect(events).toEqual([start, text('👨‍👩‍👧‍👦\0\r\n', 0.123456789), complete]);
  });

  it('fails as the generation failed, for readers of before and after', async () => {
    const failure = new MuseError('queue_full', 'Full.', { retryAfter: 3 });
    log.open(id, undefined);
    log.append(id, start);
    log.append(id, text('Das'));
    const before = read();
    log.fail(id, failure);
    for (const { end } of [before, read()]) {
      const ended = await end;
      expect(ended).toMatchObject({ types: ['start', 'text'], text: 'Das' });
      expect(ended.failure).toMatchObject({ code: 'queue_full', detail: 'Full.', retryAfter: 3 });
    }
  });

  it('tells who was there that a generation is begun anew, at its place', async () => {
    log.open(id, undefined);
    const { end } = read();
    for (const event of [start, text('Das '), text('Da'), restart(2), queued(1), start, text('Regen'), complete]) {
      log.append(id, event);
    }
    const types = ['start', 'text', 'restart', 'queued', 'start', 'text', 'complete'];
    expect(await end).toEqual({ types, text: 'Regen', attempts: [2] });
  });

  it('tells who comes after a restart of it, and the text of the last attempt alone counts', async () => {
    log.open(id, undefined);
    for (const event of [start, text('Das Dach'), restart(2), start, text('Re'), restart(3), start, text('Wi')]) {
      log.append(id, event);
    }
    const during = read();
    for (const event of [text('nd'), complete]) log.append(id, event);
    for (const { end } of [during, read()]) {
      const { types, text: whole, attempts } = await end;
      expect([whole, attempts?.at(-1)]).toEqual(['Wind', 3]);
      expect(types.slice(types.lastIndexOf('restart'))).toEqual(['restart', 'start', 'text', 'complete']);
    }
  });

  it('fails after a restart as after none', async () => {
    log.open(id, undefined);
    for (const event of [start, text('Das'), restart(2)]) log.append(id, event);
    log.fail(id, new MuseError('runner_died', 'It died.'));
    const { failure, text: whole } = await read().end;
    expect([whole, failure]).toMatchObject(['', { code: 'runner_died' }]);
  });

  /** All events as they come, to the end. */
  function all(): Promise<IdeaEvent[]> {
    const events: IdeaEvent[] = [];
    const end = new Promise<IdeaEvent[]>((resolve) =>
      log.read(id).subscribe({ next: (event) => events.push(event), complete: () => resolve(events) }),
    );
    return within(end, 'a reader of the log to see its end');
  }

  /** What is known of each candidate: its text, or how it ended. */
  function candidatesIn(events: readonly IdeaEvent[]): Map<number, unknown> {
    const known = new Map<number, unknown>();
    for (const event of events) {
      if (event.type === 'candidate_done') known.set(event.index, event.candidate);
      if (event.type !== 'candidate') continue;
      const before = known.get(event.index) ?? '';
      expect(typeof before).toBe('string');
      known.set(event.index, [...(before as string)].slice(0, event.from).join('') + event.text);
    }
    return known;
  }

  it('tells of candidates, each as far as it has come, whenever a reader comes', async () => {
    log.open(id, undefined);
    const early = all();
    const before = [written(0, 0, 'Das '), written(1, 0, '👋'), written(0, 4, 'Dach'), written(1, 1, ' Re'), done(0)];
    for (const event of before) log.append(id, event);
    const late = all();
    // Its worker was lost: the text begins anew.
    const after = [written(1, 0, ''), written(1, 0, 'Wind'), done(1), start, text('Wind'), complete];
    for (const event of after) log.append(id, event);
    for (const reading of [early, late]) {
      const each = await reading;
      expect(candidatesIn(each)).toEqual(new Map([0, 1].map((index) => [index, aCandidate({ index })])));
      expect(each.slice(-3)).toEqual([start, text('Wind'), complete]);
    }
  });

  it('forgets candidates at a restart, and counts none that came before', async () => {
    log.open(id, undefined);
    for (const event of [written(0, 0, 'Das'), done(1), restart(2), written(0, 0, 'Wind')]) log.append(id, event);
    const late = all();
    for (const event of [start, text('Wind'), complete]) log.append(id, event);
    const events = await late;
    const begun = events.map(({ type }) => type).lastIndexOf('restart');
    expect(candidatesIn(events.slice(begun))).toEqual(new Map([[0, 'Wind']]));
  });

  it('keeps its logs apart', async () => {
    log.open(id, undefined);
    log.open('another', undefined);
    const [first, second] = [read(), read('another')];
    log.append(id, start);
    log.append('another', { ...start, ideaId: 'another' });
    log.append(id, text('Das'));
    log.append('another', { type: 'text', ideaId: 'another', text: 'Dach', progress: 0.1 });
    log.append(id, complete);
    log.fail('another', new MuseError('runner_died', 'It died.'));
    expect(await first.end).toMatchObject({ text: 'Das' });
    expect(await second.end).toMatchObject({ text: 'Dach' });
  });

  it('forgets what it is told to forget', async () => {
    log.open(id, undefined);
    for (const event of [start, complete]) log.append(id, event);
    log.remove(id);
    log.remove('never there');
    expect(await log.find(id)).toBeUndefined();
    expect((await read().end).failure).toMatchObject({ code: 'stream_not_found' });
  });

  it('goes on without a reader that has gone', async () => {
    log.open(id, undefined);
    const gone = listen(log.read(id));
    gone.subscription.unsubscribe();
    const { end } = read();
    for (const event of [start, text('Dach'), complete]) log.append(id, event);
    expect(await end).toMatchObject({ text: 'Dach' });
    expect(gone.events).toEqual([]);
  });

  it('gives every reader every character once and in order, whenever it comes', async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat({ max: 13 }), { maxLength: 4 }), async (written, arrivals) => {
        log = await open();
        log.open(id, undefined);
        const events = [start, ...written.map((content) => text(content)), complete];
        const readers = events.flatMap((event, n) => {
          const come = arrivals.filter((arrival) => arrival === n).map(() => read());
          log.append(id, event);
          return come;
        });
        for (const { end } of [...readers, read()]) expect((await end).text).toBe(written.join(''));
      }),
      { numRuns: 100 },
    );
  });
}
