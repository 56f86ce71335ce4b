import type { Connection, RequestOptions } from './connection.js';
import { follow, type FollowOptions } from './follow.js';
import type { ServerEvent } from './read-events.js';
import type { LiveStats, Stats } from './types.js';

/** What the service counts. */
export class Statistics {
  constructor(private readonly connection: Connection) {}

  get(options?: RequestOptions): Promise<Stats> {
    return this.connection.json('/stats', options);
  }

  /** Live figures, one event a second, across lost connections, until the loop is left. */
  watch(options: FollowOptions = {}): AsyncGenerator<LiveStats, void> {
    const { signal } = options;
    const open = (): AsyncIterable<ServerEvent<LiveStats>> => this.connection.events('/stats/stream', { signal });
    return follow({ open, isLast: () => false }, options);
  }
}
