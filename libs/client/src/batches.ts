import type { Connection, RequestOptions } from './connection.js';
import { follow, type FollowOptions } from './follow.js';
import type { ServerEvent } from './read-events.js';
import type { DurableBatch, DurableBatchEvent, DurableBatchRequest, DurableBatchSummary } from './types.js';

/** Batches that survive a restart of the service: every prompt on every model, `n` times. */
export class Batches {
  constructor(private readonly connection: Connection) {}

  /**
   * Has a batch run.
   * @param idempotencyKey the same request with the same key is one batch, however often it is sent
   */
  create(
    request: DurableBatchRequest,
    { idempotencyKey, ...options }: RequestOptions & { idempotencyKey?: string } = {},
  ): Promise<{ id: string }> {
    const headers = idempotencyKey === undefined ? undefined : { 'idempotency-key': idempotencyKey };
    return this.connection.json('/batches', { method: 'POST', body: request, headers, ...options });
  }

  /** The newest batches first. */
  list(query: { limit?: number } = {}, options?: RequestOptions): Promise<{ items: DurableBatchSummary[] }> {
    return this.connection.json('/batches', { query, ...options });
  }

  get(id: string, query: { offset?: number; limit?: number } = {}, options?: RequestOptions): Promise<DurableBatch> {
    return this.connection.json(pathOf(id), { query, ...options });
  }

  /** What happened and what happens in a batch, to its end, across lost connections. Leaving the loop changes nothing for it. */
  watch(id: string, options: FollowOptions = {}): AsyncGenerator<DurableBatchEvent, void> {
    const { signal } = options;
    const open = (lastId: string | undefined): AsyncIterable<ServerEvent<DurableBatchEvent>> => {
      const headers = lastId === undefined ? undefined : { 'last-event-id': lastId };
      return this.connection.events(`${pathOf(id)}/events`, { headers, signal });
    };
    return follow({ open, isLast: ({ type }) => type === 'batch_complete' }, options);
  }

  /** Ends a batch at once; what is done stays. */
  cancel(id: string, options?: RequestOptions): Promise<DurableBatchSummary> {
    return this.connection.json(pathOf(id), { method: 'DELETE', ...options });
  }

  /** Runs the failed items of a batch again. */
  retry(id: string, options?: RequestOptions): Promise<DurableBatchSummary> {
    return this.connection.json(`${pathOf(id)}/retry`, { method: 'POST', ...options });
  }
}

function pathOf(id: string): string {
  return `/batches/${encodeURIComponent(id)}`;
}
