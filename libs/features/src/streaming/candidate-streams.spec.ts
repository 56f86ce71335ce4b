import { MemoryEventLog } from '@muse/core/generations/memory-event-log.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import fc from 'fast-check';
import { Subject } from 'rxjs';
import { listen } from '../../../../test/support/fakes/listen.js';
import { aCandidate, anIdea } from '../../../../test/support/fakes/samples.js';
import { placeOf } from './event-id.js';
import { skipText } from './skip-text.js';
import { type NumberedEvent, toStreamEvents } from './to-stream-events.js';

const ideaId = '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11';
const chunks = { size: 4, delay: 0 };

const piece = (index: number, from: number, text: string, progress = 0.1): IdeaEvent => ({
  type: 'candidate',
  ideaId,
  index,
  modelUsed: 'm',
  from,
  text,
  progress,
});
const done = (index: number, content: string): IdeaEvent => ({
  type: 'candidate_done',
  ideaId,
  index,
  candidate: aCandidate({ index, content }),
  progress: 0.5,
});
const end: IdeaEvent[] = [
  { type: 'start', ideaId, modelUsed: 'm' },
  { type: 'text', ideaId, text: 'Das Dach', progress: 0.99 },
  { type: 'complete', ideaId, idea: anIdea({ id: ideaId }) },
];

/** What a reader knows of each candidate. */
function known(events: readonly NumberedEvent[]): Map<number, string> {
  const texts = new Map<number, string>();
  for (const { event } of events) {
    if (event.type === 'candidate_complete') texts.set(event.index, event.candidate.content);
    if (event.type !== 'candidate') continue;
    const before = [...(texts.get(event.index) ?? '')];
    expect(event.from).toBeLessThanOrEqual(before.length);
    texts.set(event.index, before.slice(0, event.from).join('') + event.content);
  }
  return texts;
}

describe('the candidates in a stream', () => {
  it('come in chunks of their own, each from its place, with the mark 0 and a progress that never falls', () => {
    const source = new Subject<IdeaEvent>();
    const { events } = listen(source.pipe(toStreamEvents(chunks)));
    for (const event of [piece(0, 0, 'Das D', 0.3), piece(1, 0, '👋👋', 0.2), piece(0, 5, 'ach', 0.4)]) {
      source.next(event);
    }
    for (const event of [done(0, 'Das Dach'), done(1, '👋👋'), ...end]) source.next(event);
    const told = events.flatMap(({ id, event }) =>
      event.type === 'candidate' ? [[id, event.index, event.from, event.content, event.progress]] : [],
    );
    expect(told).toEqual([
      [`${ideaId}:0`, 0, 0, 'Das ', 0.3],
      [`${ideaId}:0`, 1, 0, '👋', 0.3],
      [`${ideaId}:0`, 0, 4, 'Dac', 0.4],
      [`${ideaId}:0`, 0, 7, 'h', 0.5],
      [`${ideaId}:0`, 1, 1, '👋', 0.5],
    ]);
    expect(events.slice(-5).map(({ id, event: { type } }) => [id, type])).toEqual([
      [`${ideaId}:0`, 'start'],
      [`${ideaId}:4`, 'chunk'],
      [`${ideaId}:7`, 'chunk'],
      [`${ideaId}:8`, 'chunk'],
      [`${ideaId}:end`, 'complete'],
    ]);
  });

  it('are told by their ends alone to a reader that does not keep up, and before the winner', () => {
    const source = new Subject<IdeaEvent>();
    const pace = { ready: false, drained: new Subject<void>() };
    const { events } = listen(source.pipe(toStreamEvents({ ...chunks, pace })));
    for (const event of [piece(0, 0, 'Das Dach'), done(0, 'Das Dach'), ...end]) source.next(event);
    expect(events.map(({ event: { type } }) => type)).toEqual(['candidate_complete', 'start']);
  });

  it('begin anew where their worker was lost, and leave with a restart', () => {
    const source = new Subject<IdeaEvent>();
    const { events } = listen(source.pipe(toStreamEvents(chunks)));
    for (const event of [piece(0, 0, 'Das Dach'), piece(0, 0, ''), piece(0, 0, 'Wind.')]) source.next(event);
    expect(known(events).get(0)).toBe('Wind');
    source.next({ type: 'restart', ideaId, attempt: 2 });
    source.next(piece(0, 0, 'Regen'));
    const begun = events.findIndex(({ event: { type } }) => type === 'restart');
    expect(known(events.slice(begun)).get(0)).toBe('Rege');
  });

  it('are the same for every reader that is cut anywhere, and comes back', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(texts, texts, fc.array(fc.nat({ max: 24 }), { maxLength: 4 }), (first, second, cuts) => {
        const log = new MemoryEventLog({ logs: 1, characters: 1000 });
        log.open(ideaId, undefined);
        const lengths = [0, 0];
        const told = [first.map((text) => [0, text] as const), second.map((text) => [1, text] as const)].flat();
        const pieces = told.map(([index, text]) => {
          const event = piece(index, lengths[index], text);
          lengths[index] += [...text].length;
          return event;
        });
        const events: NumberedEvent[] = [];
        const come = (): ReturnType<typeof listen> => {
          const place = events.length === 0 ? undefined : placeOf(events.at(-1)!.id);
          const from = { ideaId, attempt: place?.attempt ?? 1, characters: Number(place?.mark ?? 0) };
          const source = log.read(ideaId).pipe(skipText(from));
          return listen(source.pipe(toStreamEvents({ ...chunks, from })), (event) => events.push(event));
        };
        let reader = come();
        for (const [n, event] of [...pieces, done(0, first.join('')), ...end].entries()) {
          if (cuts.includes(n)) {
            reader.subscription.unsubscribe();
            reader = come();
          }
          log.append(ideaId, event);
        }
        expect(known(events).get(0)).toBe(first.join(''));
        const text = events.flatMap(({ event }) => (event.type === 'chunk' ? event.content : ''));
        expect(text.join('')).toBe('Das Dach');
      }),
    );
  });
});
