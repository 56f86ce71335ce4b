import { type ApiKey, findKey } from '@muse/core/access/api-key.js';
import type { NextFunction, Request, Response } from 'express';
import { networkOf } from './network.js';
import { shownKey } from './shown-key.js';

/** Who sends a request. */
export interface Caller {
  /** Tells clients apart: the name of the key, or the network of the address. */
  client: string;
  key?: ApiKey;
  /** Whether it showed a key at all, right or wrong. */
  showedKey: boolean;
}

const callers = new WeakMap<Request, Caller>();

/** Finds out who sends a request, and refuses nobody: what is allowed, each route says. */
export function identify(keys: readonly ApiKey[]) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const inQuery = takeKeyFromQuery(request);
    const shown = shownKey(request.headers) ?? inQuery;
    const key = shown === undefined ? undefined : findKey(keys, shown);
    const client = key === undefined ? `address ${networkOf(request.ip ?? '')}` : `key ${key.name}`;
    callers.set(request, { client, key, showedKey: shown !== undefined });
    next();
  };
}

/** Who sends the request. */
export function callerOf(request: Request): Caller {
  return callers.get(request) ?? { client: '', showedKey: false };
}

/** Browsers' `EventSource` and `WebSocket` cannot send headers: where they read, and only there, the key may stand in the query. Nobody sees it behind. */
function takeKeyFromQuery(request: Request): string | undefined {
  if (request.method !== 'GET' || !/\/(stream(\/[^/]+)?|events|ws)$/.test(request.path)) return undefined;
  const [path, query = ''] = request.url.split(/\?(.*)/s, 2);
  const parameters = new URLSearchParams(query);
  const key = parameters.get('api_key');
  if (key === null) return undefined;
  parameters.delete('api_key');
  request.url = request.originalUrl = `${path}?${parameters.toString()}`;
  return key;
}
