import type { Connection, RequestOptions } from './connection.js';
import { follow, type FollowOptions } from './follow.js';
import type { ServerEvent } from './read-events.js';
import type { Model, ModelEvent, PreloadRequest, PreloadResponse, UsageStats } from './types.js';

/** The models of the service. */
export class Models {
  constructor(private readonly connection: Connection) {}

  list(options?: RequestOptions): Promise<Model[]> {
    return this.connection.json('/models', options);
  }

  /** Loads models before they are asked for. */
  preload(request: PreloadRequest, options?: RequestOptions): Promise<PreloadResponse> {
    return this.connection.json('/models/preload', { method: 'POST', body: request, ...options });
  }

  /** Loads a model, and makes it the one for requests that name none. */
  switchTo(key: string, options?: RequestOptions): Promise<Model> {
    return this.connection.json('/models/switch', { method: 'POST', body: { model_key: key }, ...options });
  }

  /** Unloads the current model; the default model takes its place. */
  deactivate(options?: RequestOptions): Promise<Model> {
    return this.connection.json('/models/deactivate', { method: 'POST', ...options });
  }

  unload(key: string, options?: RequestOptions): Promise<Model> {
    return this.connection.json(`${pathOf(key)}/unload`, { method: 'POST', ...options });
  }

  /** Begins to download a model; `watch` tells how far it is. */
  download(key: string, options?: RequestOptions): Promise<Model> {
    return this.connection.json(`${pathOf(key)}/download`, { method: 'POST', ...options });
  }

  cancelDownload(key: string, options?: RequestOptions): Promise<Model> {
    return this.connection.json(`${pathOf(key)}/download`, { method: 'DELETE', ...options });
  }

  /** The use of the models, and what preloading made of it. */
  usageStats(options?: RequestOptions): Promise<UsageStats> {
    return this.connection.json('/models/usage-stats', options);
  }

  /** What happens to the models, across lost connections, until the loop is left. It begins with how things are. */
  watch(options: FollowOptions = {}): AsyncGenerator<ModelEvent, void> {
    const { signal } = options;
    const open = (): AsyncIterable<ServerEvent<ModelEvent>> => this.connection.events('/models/events', { signal });
    return follow({ open, isLast: () => false }, options);
  }
}

function pathOf(key: string): string {
  return `/models/${encodeURIComponent(key)}`;
}
