import type {
  BatchItem,
  Diversity,
  DurableBatch,
  DurableBatchEvent,
  DurableBatchRequest,
  DurableBatchSummary,
} from '../types.js';
import { type Failure, toFailure } from './idea-stream-state.js';

export type BatchCounts = DurableBatchSummary['counts'];

/** An item of a batch; in one that is read as it is written, `attempt` says how often it was begun where that is more than once. */
export type BatchStateItem = BatchItem & { attempt?: number };

/** A batch while it runs, and after. */
export interface BatchState {
  status: 'idle' | 'sending' | 'running' | 'done' | 'cancelled' | 'failed';
  id?: string;
  /** In the order of their indices. */
  items: readonly BatchStateItem[];
  counts: BatchCounts;
  /** 0 to 1: the part of the items that has ended. */
  progress: number;
  /** How different the ideas are, where the service tells it at the end. */
  diversity?: Diversity;
  failure?: Failure;
  isLost: boolean;
}

export type BatchAction =
  | { type: 'send'; request: DurableBatchRequest; models: readonly string[] }
  | { type: 'accepted'; id: string }
  | { type: 'found'; batch: DurableBatch }
  | { type: 'events'; events: readonly DurableBatchEvent[] }
  | { type: 'again' }
  | { type: 'lost'; isLost: boolean }
  | { type: 'fail'; error: unknown };

export const noCounts: BatchCounts = { total: 0, waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
export const idleBatch: BatchState = { status: 'idle', items: [], counts: noCounts, progress: 0, isLost: false };

/** The state after something happened. Many events at once cost one copy of the items. */
export function reduceBatch(state: BatchState, action: BatchAction): BatchState {
  switch (action.type) {
    case 'send': {
      const items = itemsOf(action.request.prompts, action.models);
      const counts = { ...noCounts, total: items.length, waiting: items.length };
      return { ...idleBatch, status: 'sending', items, counts };
    }
    case 'accepted':
      return { ...state, status: 'running', id: action.id };
    case 'found': {
      const { id, state: found, items, counts } = action.batch;
      return {
        ...idleBatch,
        status: found === 'queued' ? 'running' : found,
        id,
        items,
        counts,
        progress: partOf(counts),
      };
    }
    case 'again':
      return { ...state, status: 'running', items: state.items.map(waitIfFailed) };
    case 'lost':
      return { ...state, isLost: action.isLost };
    case 'fail':
      return { ...state, status: 'failed', isLost: false, failure: toFailure(action.error) };
    case 'events':
      return action.events.reduce(afterEvent, { ...state, items: [...state.items] });
  }
}

/** Every prompt on every model, as the service numbers them. */
function itemsOf(prompts: readonly string[], models: readonly string[]): BatchItem[] {
  return prompts.flatMap((prompt, p) =>
    models.map((model, m): BatchItem => ({ index: p * models.length + m, prompt, model, state: 'waiting' })),
  );
}

function waitIfFailed(item: BatchItem): BatchItem {
  const { index, prompt, model, state } = item;
  return state === 'failed' ? { index, prompt, model, state: 'waiting' } : item;
}

/** Changes the items in place: they are a copy already. */
function afterEvent(state: BatchState, event: DurableBatchEvent): BatchState {
  switch (event.type) {
    case 'batch_item': {
      const { type: _type, ...item } = event;
      (state.items as BatchItem[])[event.index] = item;
      return state;
    }
    case 'batch_progress':
      return { ...state, counts: event.counts, progress: event.progress };
    case 'batch_complete': {
      const { state: status, counts } = event;
      return { ...state, status, counts, progress: partOf(counts) };
    }
  }
}

function partOf({ done, failed, total }: BatchCounts): number {
  return (done + failed) / total;
}
