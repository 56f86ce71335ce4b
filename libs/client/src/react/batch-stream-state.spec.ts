import type { BatchStreamEvent, Idea } from '../types.js';
import { type BatchState, idleBatch } from './batch-state.js';
import { reduceBatchStream } from './batch-stream-state.js';

const idea = { id: 'i', title: 'T' } as Idea;
const request = { prompts: ['a', 'b'], n: 2 };
const sent = reduceBatchStream(idleBatch, { type: 'send', request, models: ['x', 'y'] });
const begun: BatchStreamEvent = { type: 'batch_start', batch_id: 'batch', method: 'model_batch', total: 4 };
const start = (index: number): BatchStreamEvent => ({
  type: 'start',
  idea_id: 'i',
  index,
  model_used: 'x',
  progress: 0,
});
const complete = (index: number): BatchStreamEvent => ({ type: 'complete', idea_id: 'i', index, progress: 1, idea });
const restart: BatchStreamEvent = { type: 'restart', idea_id: 'i', index: 1, attempt: 2, progress: 0 };
const error: BatchStreamEvent = { type: 'error', index: 3, error: 'It died.', code: 'runner_died' };
const after = (...events: BatchStreamEvent[]): BatchState => reduceBatchStream(sent, { type: 'events', events });
const words = ({ items }: BatchState): string[] => items.map(({ state }) => state);

describe('the state of a batch that is read as it is written', () => {
  it('shows every idea from the beginning, each prompt with its own on its model', () => {
    expect(sent).toMatchObject({ status: 'sending', counts: { total: 4, waiting: 4 }, progress: 0 });
    expect(sent.items.map(({ index, prompt, model }) => [index, prompt, model])).toEqual([
      [0, 'a', 'x'],
      [1, 'a', 'x'],
      [2, 'b', 'y'],
      [3, 'b', 'y'],
    ]);
  });

  it('fills in what has happened, and leaves the state of before alone', () => {
    const state = after(begun, start(0), complete(0), start(1), restart, error);
    expect(words(state)).toEqual(['done', 'running', 'waiting', 'failed']);
    expect(state).toMatchObject({
      status: 'running',
      progress: 0.5,
      counts: { total: 4, waiting: 1, running: 1, done: 1, failed: 1, cancelled: 0 },
    });
    expect(state.items[0]).toMatchObject({ idea });
    expect(state.items[1]).toMatchObject({ attempt: 2 });
    expect(state.items[3]).toMatchObject({ error: { code: 'runner_died', detail: 'It died.' } });
    expect(words(sent)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
  });

  it('has an idea being written as soon as one of its candidates is', () => {
    const candidate = { type: 'candidate', index: 1, candidate_index: 0 } as BatchStreamEvent;
    const failed = { type: 'candidate_complete', index: 2, candidate_index: 0 } as BatchStreamEvent;
    expect(words(after(begun, candidate, failed))).toEqual(['waiting', 'running', 'running', 'waiting']);
  });

  it('ends with what the service says of its ideas', () => {
    const diversity = { distinct: 1, mean_similarity: null, rewritten: 1 };
    const end = { type: 'batch_complete', diversity } as BatchStreamEvent;
    expect(after(begun, complete(0), end)).toMatchObject({ status: 'done', diversity });
  });

  it('leaves alone what it had not come to when it was cancelled or lost', () => {
    const running = after(begun, complete(0), start(1));
    const cancelled = reduceBatchStream(running, { type: 'cancel' });
    expect(words(cancelled)).toEqual(['done', 'cancelled', 'cancelled', 'cancelled']);
    expect(cancelled).toMatchObject({ status: 'cancelled', counts: { done: 1, cancelled: 3 } });
    expect(reduceBatchStream(cancelled, { type: 'cancel' })).toBe(cancelled);
    const lost = reduceBatchStream(running, { type: 'fail', error: new TypeError('terminated') });
    expect(lost).toMatchObject({ status: 'failed', failure: { code: 'unknown' }, counts: { done: 1, cancelled: 3 } });
    expect(reduceBatchStream(lost, { type: 'reset' })).toEqual(idleBatch);
  });
});
