import type { BatchRequest, BatchStreamEvent } from '../types.js';
import { type BatchCounts, type BatchState, type BatchStateItem, idleBatch, noCounts } from './batch-state.js';
import { toFailure } from './idea-stream-state.js';

export type BatchStreamAction =
  /** `models` are those of the prompts, one for each. */
  | { type: 'send'; request: BatchRequest; models: readonly string[] }
  | { type: 'events'; events: readonly BatchStreamEvent[] }
  | { type: 'cancel' }
  | { type: 'reset' }
  | { type: 'fail'; error: unknown };

/** The state of a batch that is read as it is written, after something happened. Many events at once cost one copy of the items. */
export function reduceBatchStream(state: BatchState, action: BatchStreamAction): BatchState {
  switch (action.type) {
    case 'send': {
      const { prompts, n = 1 } = action.request;
      const items = prompts.flatMap((prompt, p) =>
        Array.from({ length: n }, (_, i): BatchStateItem => {
          return { index: p * n + i, prompt, model: action.models[p], state: 'waiting' };
        }),
      );
      return counted({ ...idleBatch, status: 'sending' }, items);
    }
    case 'reset':
      return idleBatch;
    case 'cancel':
      return state.status === 'sending' || state.status === 'running'
        ? leftAlone({ ...state, status: 'cancelled' })
        : state;
    case 'fail':
      return leftAlone({ ...state, status: 'failed', failure: toFailure(action.error) });
    case 'events': {
      const items = [...state.items];
      return counted(
        action.events.reduce((before, event) => afterEvent(before, items, event), state),
        items,
      );
    }
  }
}

/** Changes the items in place: they are a copy already. */
function afterEvent(state: BatchState, items: BatchStateItem[], event: BatchStreamEvent): BatchState {
  const change = (index: number, part: Partial<BatchStateItem>): BatchState => {
    items[index] = { ...items[index], ...part };
    return state;
  };
  switch (event.type) {
    case 'batch_start':
      return { ...state, status: 'running', id: event.batch_id };
    // An ensemble starts when its winner is chosen; it is being written before.
    case 'start':
    case 'candidate':
    case 'candidate_complete':
      return change(event.index, { state: 'running' });
    case 'restart':
      return change(event.index, { state: 'running', attempt: event.attempt });
    case 'complete':
      return change(event.index, { state: 'done', idea: event.idea });
    case 'error':
      return change(event.index, { state: 'failed', error: { code: event.code, detail: event.error } });
    case 'batch_complete':
      return { ...state, status: 'done', diversity: event.diversity };
    default:
      return state;
  }
}

/** What has not ended by now never will. */
function leftAlone(state: BatchState): BatchState {
  const hasEnded = ({ state: word }: BatchStateItem): boolean => word === 'done' || word === 'failed';
  return counted(
    state,
    state.items.map((item) => (hasEnded(item) ? item : { ...item, state: 'cancelled' })),
  );
}

function counted(state: BatchState, items: readonly BatchStateItem[]): BatchState {
  const counts: BatchCounts = { ...noCounts, total: items.length };
  for (const item of items) counts[item.state] += 1;
  return { ...state, items, counts, progress: (counts.done + counts.failed) / counts.total };
}
