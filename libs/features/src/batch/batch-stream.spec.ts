import type { BatchEvent } from '@muse/core/batch/batch-event.js';
import type { BatchItem } from '@muse/core/batch/batch-plan.js';
import { BatchDiversity } from '@muse/core/diversity/batch-diversity.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { Subject } from 'rxjs';
import { type Heard, listen } from '../../../../test/support/fakes/listen.js';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import { toIdeaDto } from '../generation/idea.dto.js';
import type { SseMessage } from '../http/event-stream.js';
import { batchStream } from './batch-stream.js';
import { BatchSummary } from './batch-summary.js';

const item = (index: number): BatchItem => ({ index, prompt: `p${index}`, model: 'mini' });
const ideaOf = (index: number) => anIdea({ id: `idea-${index}`, prompt: `p${index}` });
const died = new MuseError('runner_died', 'The process ended.');

const queued = (index: number): BatchEvent => on(index, { type: 'queued', ideaId: `idea-${index}`, position: 1 });
const start = (index: number): BatchEvent => on(index, { type: 'start', ideaId: `idea-${index}`, modelUsed: 'mini' });
const text = (index: number, words: string, progress = 0.5): BatchEvent =>
  on(index, { type: 'text', ideaId: `idea-${index}`, text: words, progress });
const complete = (index: number): BatchEvent =>
  on(index, { type: 'complete', ideaId: `idea-${index}`, idea: ideaOf(index) });
const failure = (index: number, error = died): BatchEvent => ({ item: item(index), failure: error });

function on(index: number, event: IdeaEvent): BatchEvent {
  return { item: item(index), event };
}

interface Running {
  source: Subject<BatchEvent>;
  heard: Heard<SseMessage>;
}

/** A stream of `total` items whose chunks hold eight characters at most. */
function stream(total: number): Running {
  const source = new Subject<BatchEvent>();
  const summary = new BatchSummary(total, new BatchDiversity());
  const options = { method: 'model_batch' as const, summary, elapsed: () => 3, size: 8, delay: 0 };
  return { source, heard: listen(source.pipe(batchStream(options))) };
}

/** What the tests look at; `toEqual` sees the rest. */
interface Sent {
  type: string;
  index?: number;
  content?: string;
  progress?: number;
}

/** The data of what was sent after `batch_start`. */
function dataOf({ events }: Heard<SseMessage>): Sent[] {
  return events.slice(1).map(({ data }) => data as Sent);
}

describe('batchStream', () => {
  let source: Subject<BatchEvent>;
  let heard: Heard<SseMessage>;

  beforeEach(() => {
    ({ source, heard } = stream(2));
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('tells that an item is begun anew, and drops its text that waits and no other', () => {
    const restart = on(0, { type: 'restart', ideaId: 'idea-0', attempt: 2 });
    for (const event of [start(0), start(1), text(0, 'lost'), text(1, 'kept'), restart, start(0)]) source.next(event);
    for (const event of [text(0, 'new'), complete(0), complete(1)]) source.next(event);
    const sent = dataOf(heard).filter(({ type }) => type !== 'start' && type !== 'batch_progress');
    expect(sent).toEqual([
      { index: 0, type: 'chunk', content: 'los', idea_id: 'idea-0', progress: 0.5 },
      { index: 1, type: 'chunk', content: 'kep', idea_id: 'idea-1', progress: 0.5 },
      { index: 0, type: 'restart', idea_id: 'idea-0', attempt: 2, progress: 0 },
      { index: 0, type: 'chunk', content: 'ne', idea_id: 'idea-0', progress: 0.5 },
      { index: 0, type: 'chunk', content: 'w', idea_id: 'idea-0', progress: 0.5 },
      { index: 0, type: 'complete', idea_id: 'idea-0', progress: 1, idea: toIdeaDto(ideaOf(0)) },
      { index: 1, type: 'chunk', content: 't', idea_id: 'idea-1', progress: 0.5 },
      { index: 1, type: 'complete', idea_id: 'idea-1', progress: 1, idea: toIdeaDto(ideaOf(1)) },
    ]);
  });

  it('begins with batch_start, before anything happens', () => {
    expect(heard.events).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}:0$/),
        data: { type: 'batch_start', batch_id: expect.any(String), method: 'model_batch', total: 2 },
      },
    ]);
    const [{ id, data }] = heard.events;
    expect(id).toBe(`${(data as { batch_id: string }).batch_id}:0`);
  });

  it('tells of every item, of the progress after each that has ended, and of the whole at the end', () => {
    source.next(queued(0));
    source.next(start(0));
    source.next(text(0, 'Tee', 0.25));
    source.next(text(0, ' am', 0.5));
    source.next(complete(0));
    source.next(start(1));
    source.next(text(1, 'Brot', 0.75));
    source.next(complete(1));
    source.complete();
    const [first, second] = [toIdeaDto(ideaOf(0)), toIdeaDto(ideaOf(1))];
    expect(dataOf(heard)).toEqual([
      { index: 0, type: 'queued', idea_id: 'idea-0', position: 1, progress: 0 },
      { index: 0, type: 'start', idea_id: 'idea-0', progress: 0, model_used: 'mini' },
      { index: 0, type: 'chunk', content: 'Te', idea_id: 'idea-0', progress: 0.25 },
      { index: 0, type: 'chunk', content: 'e a', idea_id: 'idea-0', progress: 0.5 },
      { index: 0, type: 'chunk', content: 'm', idea_id: 'idea-0', progress: 0.5 },
      { index: 0, type: 'complete', idea_id: 'idea-0', progress: 1, idea: first },
      { type: 'batch_progress', done: 1, failed: 0, total: 2, progress: 0.5 },
      { index: 1, type: 'start', idea_id: 'idea-1', progress: 0, model_used: 'mini' },
      { index: 1, type: 'chunk', content: 'Bro', idea_id: 'idea-1', progress: 0.75 },
      { index: 1, type: 'chunk', content: 't', idea_id: 'idea-1', progress: 0.75 },
      { index: 1, type: 'complete', idea_id: 'idea-1', progress: 1, idea: second },
      { type: 'batch_progress', done: 2, failed: 0, total: 2, progress: 1 },
      {
        type: 'batch_complete',
        ideas: [first, second],
        total_count: 2,
        success_count: 2,
        failed_count: 0,
        total_time: 3,
        average_time: 1.5,
        errors: [],
        diversity: { distinct: 0, mean_similarity: null, rewritten: 0 },
      },
    ]);
    expect(heard.completed).toBe(true);
  });

  it('tells a failure before the start as an error of its item, which has no idea yet', () => {
    source.next(failure(1, new MuseError('model_not_found', 'There is no model "x".')));
    expect(dataOf(heard)).toEqual([
      { index: 1, type: 'error', error: 'There is no model "x".', code: 'model_not_found' },
      { type: 'batch_progress', done: 0, failed: 1, total: 2, progress: 0.5 },
    ]);
    expect(heard.completed).toBe(false);
  });

  it('tells a failure after the start as an error behind all text of the item', () => {
    source.next(start(1));
    source.next(text(1, 'Das Dach'));
    source.next(failure(1));
    source.next(start(0));
    source.next(complete(0));
    source.complete();
    expect(dataOf(heard)).toEqual([
      { index: 1, type: 'start', idea_id: 'idea-1', progress: 0, model_used: 'mini' },
      { index: 1, type: 'chunk', content: 'Das Dac', idea_id: 'idea-1', progress: 0.5 },
      { index: 1, type: 'chunk', content: 'h', idea_id: 'idea-1', progress: 0.5 },
      { index: 1, type: 'error', idea_id: 'idea-1', error: 'The process ended.', code: 'runner_died' },
      { type: 'batch_progress', done: 0, failed: 1, total: 2, progress: 0.5 },
      { index: 0, type: 'start', idea_id: 'idea-0', progress: 0, model_used: 'mini' },
      { index: 0, type: 'complete', idea_id: 'idea-0', progress: 1, idea: toIdeaDto(ideaOf(0)) },
      { type: 'batch_progress', done: 1, failed: 1, total: 2, progress: 1 },
      {
        type: 'batch_complete',
        ideas: [toIdeaDto(ideaOf(0))],
        total_count: 2,
        success_count: 1,
        failed_count: 1,
        total_time: 3,
        average_time: 3,
        errors: [{ index: 1, prompt: 'p1', model: 'mini', code: 'runner_died', detail: 'The process ended.' }],
        diversity: { distinct: 0, mean_similarity: null, rewritten: 0 },
      },
    ]);
  });

  it('keeps the texts of items apart that are written at the same time', () => {
    source.next(start(0));
    source.next(start(1));
    source.next(text(0, 'Ein '));
    source.next(text(1, 'Une '));
    source.next(text(0, 'Dach'));
    source.next(text(1, 'fenêtre'));
    source.next(complete(1));
    source.next(text(0, '.'));
    source.next(complete(0));
    const chunks = dataOf(heard).filter(({ type }) => type === 'chunk');
    const textOf = (wanted: number): string =>
      chunks.flatMap(({ index, content }) => (index === wanted ? [content] : [])).join('');
    expect([textOf(0), textOf(1)]).toEqual(['Ein Dach.', 'Une fenêtre']);
    const order = dataOf(heard).map(({ type, index }) => (index === undefined ? type : `${type} ${index}`));
    const withoutChunks = order.filter((line) => !line.startsWith('chunk'));
    expect(withoutChunks).toEqual([
      'start 0',
      'start 1',
      'complete 1',
      'batch_progress',
      'complete 0',
      'batch_progress',
    ]);
  });

  it.each<[string, BatchEvent[]]>([
    ['before the start', []],
    ['after the start', [start(0)]],
  ])('shows nothing of an error that is not ours, and logs it: %s', (_, before) => {
    const log = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    before.forEach((event) => source.next(event));
    source.next(failure(0, MuseError.from(new Error('SQLITE_FULL at /home/muse/data'))));
    expect(dataOf(heard).at(-2)).toMatchObject({ index: 0, type: 'error', code: 'internal_error' });
    expect(JSON.stringify(heard.events)).not.toMatch(/SQLITE|home/);
    expect(log).toHaveBeenCalledTimes(1);
    expect(log).toHaveBeenCalledWith(expect.stringContaining('SQLITE_FULL'));
  });

  it('unsubscribes when its reader goes', () => {
    source.next(start(0));
    heard.subscription.unsubscribe();
    expect(source.observed).toBe(false);
    expect(heard.events).toHaveLength(2);
    expect(heard.completed).toBe(false);
  });

  it('numbers its events without gaps, tells each end once, and ends with the whole, however items interleave', () => {
    const wishes = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }).chain((outcomes) => {
      const turns = outcomes.flatMap((_, index) => [index, index, index]);
      return fc.tuple(fc.constant(outcomes), fc.shuffledSubarray(turns, { minLength: turns.length }));
    });
    fc.assert(
      fc.property(wishes, ([outcomes, turns]) => {
        const running = stream(outcomes.length);
        const steps = outcomes.map((succeeds, index) => [
          start(index),
          text(index, `Text ${index}`),
          succeeds ? complete(index) : failure(index),
        ]);
        for (const index of turns) running.source.next(steps[index].shift()!);
        running.source.complete();

        const { events } = running.heard;
        const [batch] = events[0].id!.split(':');
        expect(events.map(({ id }) => id)).toEqual(events.map((_, n) => `${batch}:${n}`));
        const data = dataOf(running.heard);
        outcomes.forEach((succeeds, index) => {
          const own = data.filter((event) => event.index === index);
          expect(own[0].type).toBe('start');
          expect(own.at(-1)!.type).toBe(succeeds ? 'complete' : 'error');
          const chunks = own.slice(1, -1);
          expect(chunks.map(({ content }) => content).join('')).toBe(`Text ${index}`);
          const end = data.indexOf(own.at(-1)!);
          expect(data[end + 1].type).toBe('batch_progress');
        });
        const progress = data.filter(({ type }) => type === 'batch_progress').map((event) => event.progress);
        expect(progress).toEqual(outcomes.map((_, ended) => (ended + 1) / outcomes.length));
        expect(data.at(-1)).toMatchObject({
          type: 'batch_complete',
          total_count: outcomes.length,
          success_count: outcomes.filter(Boolean).length,
          failed_count: outcomes.filter((succeeds) => !succeeds).length,
        });
        expect(running.heard.completed).toBe(true);
      }),
    );
  });
});
