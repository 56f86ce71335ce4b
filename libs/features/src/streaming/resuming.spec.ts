import { lengthOf } from '@muse/core/generations/length-of.js';
import { MemoryEventLog } from '@muse/core/generations/memory-event-log.js';
import { replay, unknownAttempt } from '@muse/core/generations/replay.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import fc from 'fast-check';
import { firstValueFrom, of, toArray } from 'rxjs';
import { type Heard, listen } from '../../../../test/support/fakes/listen.js';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import { placeOf } from './event-id.js';
import { skipText } from './skip-text.js';
import { type NumberedEvent, toStreamEvents } from './to-stream-events.js';

const idea = anIdea();
const ideaId = idea.id;
const start: IdeaEvent = { type: 'start', ideaId, modelUsed: 'muse-mini' };
const complete: IdeaEvent = { type: 'complete', ideaId, idea };
const restart = (attempt: number): IdeaEvent => ({ type: 'restart', ideaId, attempt });
const textEvent = (text: string): IdeaEvent => ({ type: 'text', ideaId, text, progress: 0.5 });

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const graphemesOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

describe('skipText', () => {
  const skip = (characters: number, ...events: IdeaEvent[]): Promise<IdeaEvent[]> => skipIn(1, characters, ...events);
  const skipIn = (attempt: number, characters: number, ...events: IdeaEvent[]): Promise<IdeaEvent[]> =>
    firstValueFrom(of(...events).pipe(skipText({ attempt, characters }), toArray()));

  it('leaves everything to who has had nothing', async () => {
    const events = [{ type: 'queued', ideaId, position: 1 } as const, start, textEvent('Dach'), complete];
    expect(await skip(0, ...events)).toEqual(events);
  });

  it('leaves out so many characters, wherever the texts are cut', async () => {
    const events = [start, textEvent('𠮷a'), textEvent('👋b'), textEvent('cd'), complete];
    expect(await skip(1, ...events)).toEqual([textEvent('a'), textEvent('👋b'), textEvent('cd'), complete]);
    expect(await skip(3, ...events)).toEqual([textEvent('b'), textEvent('cd'), complete]);
    expect(await skip(6, ...events)).toEqual([complete]);
    expect(await skip(7, ...events)).toEqual([complete]);
  });

  describe('where the generation was begun anew', () => {
    const anew = [restart(2), start, textEvent('Regen'), complete];

    it('tells who had text of the first attempt the restart, and everything after it', async () => {
      expect(await skip(3, ...anew)).toEqual(anew);
      expect(await skip(3, start, textEvent('Dach'), ...anew)).toEqual([textEvent('h'), ...anew]);
    });

    it('tells who had text of that attempt exactly the rest, whether the log is brief or not', async () => {
      const rest = [textEvent('en'), complete];
      expect(await skipIn(2, 3, ...anew)).toEqual(rest);
      expect(await skipIn(2, 3, start, textEvent('Dach'), ...anew)).toEqual(rest);
    });

    it('tells who knows of the restart alone no restart', async () => {
      expect(await skipIn(2, 0, ...anew)).toEqual([start, textEvent('Regen'), complete]);
    });

    it('tells every restart that comes later', async () => {
      const third = [restart(3), start, textEvent('Wind'), complete];
      expect(await skipIn(2, 3, restart(2), start, textEvent('Regen'), ...third)).toEqual([textEvent('en'), ...third]);
    });

    it('tells who comes to an idea alone everything again, once', async () => {
      const kept = replay({ ...idea, text: 'Regen' }, 'Regen');
      expect(await skipIn(2, 3, ...kept)).toEqual([restart(unknownAttempt), ...kept]);
      const rest = [{ ...textEvent('en'), progress: 0.99 }, kept.at(-1)];
      expect(await skipIn(unknownAttempt, 3, ...kept)).toEqual(rest);
      expect(await skipIn(1, 3, ...kept)).toEqual(rest);
    });
  });
});

describe('A stream that is cut off and resumed', () => {
  const words = fc.constantFrom('a', ' ', 'ü', '創', '\r\n', '𠮷', '👋🏽', '👨‍👩‍👧‍👦', '🇩🇪', '🇫🇷', 'e\u0301');
  const pieces = fc.array(fc.array(words, { minLength: 1, maxLength: 6 }), { maxLength: 25 });
  /** How many events come between two cuts. */
  const cuts = fc.array(fc.nat({ max: 5 }), { maxLength: 12 });

  /** Reads as the service does: by what the last event that came said. */
  function read(log: MemoryEventLog, lastEventId: string | undefined, size: number): Heard<NumberedEvent> {
    const { attempt, mark } = placeOf(lastEventId ?? `${ideaId}:0`);
    const from = { ideaId, attempt, characters: mark === 'end' ? 0 : mark };
    const goesOn = lastEventId === undefined ? {} : { from };
    return listen(log.read(ideaId).pipe(skipText(from), toStreamEvents({ size, delay: 0, ...goesOn })));
  }

  /** What a client has that drops its text at a restart, and appends otherwise. */
  function textOf(got: readonly NumberedEvent[]): string {
    return chunksOf(got).join('');
  }

  function chunksOf(got: readonly NumberedEvent[]): string[] {
    const since = got.findLastIndex(({ event }) => event.type === 'restart');
    return got.slice(since + 1).flatMap(({ event }) => (event.type === 'chunk' ? [event.content] : []));
  }

  it.each([
    ['once', fc.tuple(pieces)],
    ['several times', fc.array(pieces, { minLength: 1, maxLength: 4 })],
  ])(
    'gives every character once and in order, where it is begun %s, wherever it is cut and however often',
    (_, begun) => {
      fc.assert(
        fc.property(begun, cuts, fc.integer({ min: 7, max: 30 }), (attempts, happened, size) => {
          // Pieces are whole characters, but may end within a grapheme, as a model's tokens do.
          const texts = attempts.map((written) => written.flat().join(''));
          const text = texts.at(-1)!;
          const told = texts.map((one) => [start, ...[...one].map(textEvent)]);
          const events = [...told.flatMap((one, i) => (i === 0 ? one : [restart(i + 1), ...one])), complete];
          const log = new MemoryEventLog({ logs: 1, characters: 10_000 });
          log.open(ideaId, undefined);
          const got: NumberedEvent[] = [];
          let writing = 0;
          // Live: the reader is cut after so many events of the generation, and has got what had been sent by then.
          for (const count of happened) {
            const reader = read(log, got.at(-1)?.id, size);
            for (let i = 0; i < count && writing < events.length; i += 1) log.append(ideaId, events[writing++]);
            reader.subscription.unsubscribe();
            // Some of it was lost on the way.
            got.push(...reader.events.slice(0, reader.events.length - (count % 2)));
            if (got.at(-1)?.id.endsWith('end') === true) break;
          }
          // Then it stays, to the end.
          if (got.at(-1)?.id.endsWith('end') !== true) {
            const reader = read(log, got.at(-1)?.id, size);
            while (writing < events.length) log.append(ideaId, events[writing++]);
            got.push(...reader.events);
          }
          const chunks = chunksOf(got);
          expect(textOf(got)).toBe(text);
          expect(chunks.flatMap(graphemesOf)).toEqual(graphemesOf(text));
          for (const chunk of chunks) expect(lengthOf(chunk)).toBeLessThanOrEqual(size);
          expect(got.filter(({ event }) => event.type === 'complete')).toHaveLength(1);
          expect(got.at(-1)?.id).toBe(`${ideaId}:end`);
          const restarts = got.flatMap(({ event }) => (event.type === 'restart' ? [event.attempt] : []));
          expect(restarts).toEqual([...new Set(restarts)].sort((a, b) => a - b));
          got.reduce((before, { event }) => {
            const progress = 'progress' in event ? event.progress : before;
            if (event.type !== 'restart') expect(progress).toBeGreaterThanOrEqual(before);
            return progress;
          }, 0);
        }),
        { numRuns: 500 },
      );
    },
  );

  it('begins at any place of one that has ended', () => {
    fc.assert(
      fc.property(pieces, fc.nat({ max: 200 }), fc.integer({ min: 7, max: 30 }), (written, mark, size) => {
        const text = written.flat().join('');
        const log = new MemoryEventLog({ logs: 1, characters: 10_000 });
        log.open(ideaId, undefined);
        for (const event of [start, textEvent(text), complete]) log.append(ideaId, event);
        const { events, completed } = read(log, `${ideaId}:${mark}`, size);
        const rest = events.map(({ event }) => (event.type === 'chunk' ? event.content : '')).join('');
        expect(rest).toBe([...text].slice(mark).join(''));
        expect(completed).toBe(true);
      }),
    );
  });
});
