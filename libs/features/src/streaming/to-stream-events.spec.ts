import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { Logger } from '@nestjs/common';
import { Subject } from 'rxjs';
import { type Heard, listen } from '../../../../test/support/fakes/listen.js';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import { toIdeaDto } from '../generation/idea.dto.js';
import { type NumberedEvent, toStreamEvents } from './to-stream-events.js';

const idea = anIdea();
const ideaId = idea.id;
const text = (content: string, progress: number): IdeaEvent => ({ type: 'text', ideaId, text: content, progress });

describe('toStreamEvents', () => {
  let source: Subject<IdeaEvent>;
  let heard: Heard<NumberedEvent>;

  beforeEach(() => {
    source = new Subject();
    heard = listen(source.pipe(toStreamEvents({ size: 8, delay: 0 })));
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('numbers every event by the characters sent up to its end', () => {
    source.next({ type: 'queued', ideaId, position: 2 });
    source.next({ type: 'queued', ideaId, position: 1 });
    source.next({ type: 'start', ideaId, modelUsed: 'muse-mini' });
    source.next(text('Dach 👋', 0.1));
    source.next(text(' und Regen', 0.3));
    source.next({ type: 'complete', ideaId, idea });
    source.complete();
    expect(heard.events).toEqual([
      { id: `${ideaId}:0`, event: { type: 'queued', idea_id: ideaId, position: 2, progress: 0 } },
      { id: `${ideaId}:0`, event: { type: 'queued', idea_id: ideaId, position: 1, progress: 0 } },
      { id: `${ideaId}:0`, event: { type: 'start', idea_id: ideaId, progress: 0, model_used: 'muse-mini' } },
      { id: `${ideaId}:5`, event: { type: 'chunk', content: 'Dach ', idea_id: ideaId, progress: 0.1 } },
      { id: `${ideaId}:13`, event: { type: 'chunk', content: '👋 und Re', idea_id: ideaId, progress: 0.3 } },
      { id: `${ideaId}:15`, event: { type: 'chunk', content: 'ge', idea_id: ideaId, progress: 0.3 } },
      { id: `${ideaId}:16`, event: { type: 'chunk', content: 'n', idea_id: ideaId, progress: 0.3 } },
      { id: `${ideaId}:end`, event: { type: 'complete', idea_id: ideaId, progress: 1, idea: toIdeaDto(idea) } },
    ]);
    expect(heard.completed).toBe(true);
  });

  it('lets progress rise to 1 with complete only', () => {
    source.next({ type: 'start', ideaId, modelUsed: 'muse-mini' });
    for (let i = 0; i <= 99; i += 1) source.next(text('ab', i / 100));
    source.next({ type: 'complete', ideaId, idea });
    const progress = heard.events.map(({ event }) => ('progress' in event ? event.progress : -1));
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.filter((value) => value === 1)).toHaveLength(1);
    expect(progress.at(-1)).toBe(1);
  });

  it('tells a failure within the stream as its last event, behind all text', () => {
    source.next({ type: 'start', ideaId, modelUsed: 'muse-mini' });
    source.next(text('Das Dach', 0.1));
    source.error(new MuseError('runner_died', 'The process ended.'));
    expect(heard.events.slice(1)).toEqual([
      { id: `${ideaId}:7`, event: { type: 'chunk', content: 'Das Dac', idea_id: ideaId, progress: 0.1 } },
      { id: `${ideaId}:8`, event: { type: 'chunk', content: 'h', idea_id: ideaId, progress: 0.1 } },
      {
        id: `${ideaId}:end`,
        event: { type: 'error', idea_id: ideaId, error: 'The process ended.', code: 'runner_died' },
      },
    ]);
    expect([heard.completed, heard.error]).toEqual([true, undefined]);
  });

  it('tells a failure while waiting as an event too', () => {
    source.next({ type: 'queued', ideaId, position: 1 });
    source.error(new MuseError('model_load_failed', 'It does not load.'));
    expect(heard.events.at(-1)).toEqual({
      id: `${ideaId}:end`,
      event: { type: 'error', idea_id: ideaId, error: 'It does not load.', code: 'model_load_failed' },
    });
    expect(heard.completed).toBe(true);
  });

  it('begins anew at a restart: what waits is dropped, and numbers and progress with it', () => {
    source.next({ type: 'start', ideaId, modelUsed: 'muse-mini' });
    source.next(text('Das Dach', 0.4));
    source.next({ type: 'restart', ideaId, attempt: 2 });
    source.next({ type: 'start', ideaId, modelUsed: 'muse-mini' });
    source.next(text('Regen', 0.1));
    source.next({ type: 'complete', ideaId, idea });
    expect(heard.events.slice(1)).toEqual([
      { id: `${ideaId}:7`, event: { type: 'chunk', content: 'Das Dac', idea_id: ideaId, progress: 0.4 } },
      { id: `${ideaId}:2.0`, event: { type: 'restart', idea_id: ideaId, attempt: 2, progress: 0 } },
      { id: `${ideaId}:2.0`, event: { type: 'start', idea_id: ideaId, progress: 0, model_used: 'muse-mini' } },
      { id: `${ideaId}:2.4`, event: { type: 'chunk', content: 'Rege', idea_id: ideaId, progress: 0.1 } },
      { id: `${ideaId}:2.5`, event: { type: 'chunk', content: 'n', idea_id: ideaId, progress: 0.1 } },
      { id: `${ideaId}:end`, event: { type: 'complete', idea_id: ideaId, progress: 1, idea: toIdeaDto(idea) } },
    ]);
    expect(heard.completed).toBe(true);
  });

  it('sends a reader that is not ready the restart at once, and nothing of before after it', () => {
    const drained = new Subject<void>();
    const pace = { ready: false, drained };
    heard = listen(source.pipe(toStreamEvents({ size: 8, delay: 0, pace })));
    source.next(text('Das Dach', 0.4));
    source.next({ type: 'restart', ideaId, attempt: 2 });
    source.next(text('Regen', 0.1));
    source.next({ type: 'complete', ideaId, idea });
    expect(heard.events.map(({ event }) => event.type)).toEqual(['restart']);
    pace.ready = true;
    drained.next();
    expect(heard.events.slice(1, -1)).toEqual([
      { id: `${ideaId}:2.5`, event: { type: 'chunk', content: 'Regen', idea_id: ideaId, progress: 0.1 } },
    ]);
    expect([heard.events.at(-1)?.id, heard.completed]).toEqual([`${ideaId}:end`, true]);
  });

  it('leaves a failure before the first event an error', () => {
    const error = new MuseError('queue_full', 'Full.', { retryAfter: 3 });
    source.error(error);
    expect(heard).toMatchObject({ events: [], completed: false });
    expect(heard.error).toBe(error);
  });

  it('shows nothing of an error that is not ours', () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    source.next({ type: 'start', ideaId, modelUsed: 'muse-mini' });
    source.error(new Error('SQLITE_FULL at /home/muse/data'));
    const { event } = heard.events.at(-1)!;
    expect(event).toMatchObject({ type: 'error', code: 'internal_error' });
    expect(JSON.stringify(heard.events)).not.toMatch(/SQLITE|home/);
  });

  it('goes on where an earlier stream was cut off, and numbers on', () => {
    heard = listen(source.pipe(toStreamEvents({ size: 8, delay: 0, from: { ideaId, attempt: 1, characters: 100 } })));
    source.next(text('Dach 👋.', 0.9));
    source.next({ type: 'complete', ideaId, idea });
    expect(heard.events.map(({ id }) => id)).toEqual([`${ideaId}:106`, `${ideaId}:107`, `${ideaId}:end`]);
  });

  it('goes on within a later attempt', () => {
    heard = listen(source.pipe(toStreamEvents({ size: 8, delay: 0, from: { ideaId, attempt: 3, characters: 100 } })));
    source.next(text('Dach.', 0.9));
    source.next({ type: 'complete', ideaId, idea });
    expect(heard.events.map(({ id }) => id)).toEqual([`${ideaId}:3.104`, `${ideaId}:3.105`, `${ideaId}:end`]);
  });

  it('tells a failure as an event where it goes on', () => {
    heard = listen(source.pipe(toStreamEvents({ size: 8, delay: 0, from: { ideaId, attempt: 1, characters: 100 } })));
    source.error(new MuseError('interrupted', 'It was.'));
    const event = { type: 'error', idea_id: ideaId, error: 'It was.', code: 'interrupted' };
    expect(heard).toMatchObject({ events: [{ id: `${ideaId}:end`, event }], completed: true });
  });

  it('unsubscribes when its reader goes', () => {
    source.next({ type: 'start', ideaId, modelUsed: 'muse-mini' });
    source.next(text('Das Dach', 0.1));
    const sent = heard.events.length;
    heard.subscription.unsubscribe();
    expect(source.observed).toBe(false);
    expect(heard.events).toHaveLength(sent);
  });
});
