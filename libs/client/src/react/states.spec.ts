import type { BatchItem, Candidate, DurableBatchEvent, Idea, StreamEvent } from '../types.js';
import { MuseProblem } from '../problem.js';
import { idleBatch, reduceBatch } from './batch-state.js';
import { idle, type IdeaStreamState, reduceIdeaStream } from './idea-stream-state.js';

const idea = {
  id: 'i',
  title: 'T',
  content: 'C',
  candidates: null,
  usage: { prompt_tokens: 5, completion_tokens: 21 },
} as Idea;

/** The state after events that came at these milliseconds, the request at 1000. */
function after(...events: [number, StreamEvent][]): IdeaStreamState {
  const begun = reduceIdeaStream(idle, { type: 'begin', at: 1000 });
  return events.reduce((state, [at, event]) => reduceIdeaStream(state, { type: 'event', event, at }), begun);
}
const queued: StreamEvent = { type: 'queued', idea_id: 'i', position: 2, progress: 0 };
const start: StreamEvent = { type: 'start', idea_id: 'i', progress: 0, model_used: 'm' };
const chunk = (content: string, progress: number): StreamEvent => ({ type: 'chunk', idea_id: 'i', content, progress });
const restart: StreamEvent = { type: 'restart', idea_id: 'i', attempt: 2, progress: 0 };
const complete: StreamEvent = { type: 'complete', idea_id: 'i', progress: 1, idea };

describe('the state of an idea stream', () => {
  it('follows the events', () => {
    expect(after()).toMatchObject({ status: 'connecting', text: '' });
    expect(after([1001, queued])).toMatchObject({ status: 'queued', position: 2 });
    expect(after([1001, queued], [1002, start])).toMatchObject({ status: 'writing', position: undefined, model: 'm' });
    expect(after([1002, start], [1250, chunk('He', 0.1)], [1300, chunk('llo', 0.2)])).toMatchObject({
      status: 'writing',
      text: 'Hello',
      progress: 0.2,
      secondsToFirstText: 0.25,
    });
  });

  it('knows at the end how fast it was: the tokens after the first, in the time after the first', () => {
    const state = after([1002, start], [1250, chunk('Hello', 0.2)], [2250, complete]);
    expect(state).toMatchObject({ status: 'done', progress: 1, idea, secondsToFirstText: 0.25, tokensPerSecond: 20 });
    expect(after([1002, start], [1250, complete]).tokensPerSecond).toBeUndefined();
  });

  it('drops the text where it is begun anew, and measures from the text that stays', () => {
    const writing = after([1001, queued], [1002, start], [1250, chunk('Hello', 0.2)]);
    expect(writing).toMatchObject({ attempt: 1 });
    const anew = reduceIdeaStream(writing, { type: 'event', event: restart, at: 3000 });
    expect(anew).toEqual({ ...after([1001, queued]), model: 'm', position: undefined, attempt: 2 });
    const events: [number, StreamEvent][] = [
      [1002, start],
      [1250, chunk('Hello', 0.2)],
      [3000, restart],
      [3001, start],
      [4000, chunk('Bye', 0.1)],
      [5000, complete],
    ];
    expect(after(...events)).toMatchObject({
      status: 'done',
      text: 'Bye',
      attempt: 2,
      secondsToFirstText: 3,
      tokensPerSecond: 20,
    });
    expect(reduceIdeaStream(after(...events), { type: 'begin', at: 7 })).toMatchObject({ attempt: 1, text: '' });
  });

  it('follows the candidates of an ensemble, which write before there is a winner', () => {
    const candidate = (index: number, content: string): StreamEvent => ({
      type: 'candidate',
      idea_id: 'i',
      index,
      model_used: 'm',
      from: 0,
      content,
      progress: 0.2,
    });
    const ended = { index: 1, model_used: 'm', content: 'Moss.' } as Candidate;
    const events: [number, StreamEvent][] = [
      [1001, queued],
      [1250, candidate(1, 'Mo')],
      [1300, candidate(0, 'Ra')],
      [1400, { type: 'candidate_complete', idea_id: 'i', index: 1, candidate: ended, progress: 0.9 }],
    ];
    expect(after(...events)).toMatchObject({
      status: 'writing',
      position: undefined,
      text: '',
      progress: 0.9,
      secondsToFirstText: 0.25,
      candidates: [
        { index: 0, text: 'Ra' },
        { index: 1, candidate: ended },
      ],
    });
    const won = after(...events, [1500, start], [1501, chunk('Moss.', 0.9)]);
    expect(won).toMatchObject({ text: 'Moss.', secondsToFirstText: 0.25, candidates: [{ index: 0 }, { index: 1 }] });
    const end: StreamEvent = { ...complete, idea: { ...idea, candidates: [ended] } };
    expect(reduceIdeaStream(won, { type: 'event', event: end, at: 2250 }).tokensPerSecond).toBeUndefined();
    expect(reduceIdeaStream(won, { type: 'event', event: restart, at: 2250 }).candidates).toEqual([]);
  });

  it('keeps the text of what failed or was stopped', () => {
    const writing = after([1002, start], [1250, chunk('Hello', 0.2)]);
    const error: StreamEvent = { type: 'error', idea_id: 'i', error: 'It died.', code: 'runner_died' };
    expect(reduceIdeaStream(writing, { type: 'event', event: error, at: 1 })).toMatchObject({
      status: 'failed',
      text: 'Hello',
      failure: { code: 'runner_died', message: 'It died.' },
    });
    expect(reduceIdeaStream(writing, { type: 'stop' })).toMatchObject({ status: 'stopped', text: 'Hello' });
    const done = after([1002, start], [1250, complete]);
    expect(reduceIdeaStream(done, { type: 'stop' })).toBe(done);
  });

  it('says why it could not begin', () => {
    const document = { status: 503, title: 'Full', detail: 'Later.', code: 'queue_full' } as const;
    expect(reduceIdeaStream(after(), { type: 'fail', error: new MuseProblem(document, 3) })).toMatchObject({
      status: 'failed',
      failure: { code: 'queue_full', message: 'Later.', retryAfter: 3 },
    });
    expect(reduceIdeaStream(after(), { type: 'fail', error: new TypeError('fetch failed') })).toMatchObject({
      failure: { code: 'unknown', message: 'fetch failed' },
    });
  });

  it('begins anew without anything of before', () => {
    const done = after([1002, start], [1250, chunk('Hello', 0.2)], [2250, complete]);
    expect(reduceIdeaStream(done, { type: 'begin', at: 7 })).toEqual({ ...idle, status: 'connecting', startedAt: 7 });
  });
});

describe('the state of a batch', () => {
  const sent = reduceBatch(idleBatch, { type: 'send', request: { prompts: ['a', 'b'] }, models: ['x', 'y'] });
  const running = reduceBatch(sent, { type: 'accepted', id: 'batch' });
  const counts = { total: 4, waiting: 1, running: 1, done: 1, failed: 1, cancelled: 0 };
  const items: BatchItem[] = [
    { index: 0, prompt: 'a', model: 'x', state: 'done', idea },
    { index: 3, prompt: 'b', model: 'y', state: 'failed', error: { code: 'runner_died', detail: 'It died.' } },
    { index: 1, prompt: 'a', model: 'y', state: 'running' },
  ];
  const events: DurableBatchEvent[] = [
    ...items.map((item): DurableBatchEvent => ({ type: 'batch_item', ...item })),
    { type: 'batch_progress', counts, progress: 0.5 },
  ];

  it('shows every item from the beginning', () => {
    expect(sent).toMatchObject({ status: 'sending', counts: { total: 4, waiting: 4 } });
    expect(sent.items.map(({ index, prompt, model }) => [index, prompt, model])).toEqual([
      [0, 'a', 'x'],
      [1, 'a', 'y'],
      [2, 'b', 'x'],
      [3, 'b', 'y'],
    ]);
    expect(running).toMatchObject({ status: 'running', id: 'batch' });
  });

  it('fills in what has happened, and leaves the state of before alone', () => {
    const state = reduceBatch(running, { type: 'events', events });
    expect(state.items.map((item) => item.state)).toEqual(['done', 'running', 'waiting', 'failed']);
    expect(state).toMatchObject({ counts, progress: 0.5, status: 'running' });
    expect(running.items.every((item) => item.state === 'waiting')).toBe(true);
  });

  it('ends', () => {
    const ended = { ...counts, waiting: 0, running: 0, cancelled: 2 };
    const event: DurableBatchEvent = { type: 'batch_complete', state: 'cancelled', counts: ended };
    const state = reduceBatch(running, { type: 'events', events: [...events, event] });
    expect(state).toMatchObject({ status: 'cancelled', counts: ended, progress: 0.5 });
  });

  it('lets failed items wait again', () => {
    const state = reduceBatch(reduceBatch(running, { type: 'events', events }), { type: 'again' });
    expect(state.items[3]).toEqual({ index: 3, prompt: 'b', model: 'y', state: 'waiting' });
    expect(state.items[0].state).toBe('done');
  });
});
