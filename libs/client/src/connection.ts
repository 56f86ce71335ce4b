import { MuseProblem } from './problem.js';
import { readEvents, type ServerEvent } from './read-events.js';

export interface ConnectionOptions {
  /** Where the service is, such as `http://localhost:8000`; by default where this page comes from. */
  baseUrl?: string;
  /** Sent with every request, where the service wants one. */
  apiKey?: string;
  /** Instead of the global `fetch`. */
  fetch?: typeof fetch;
}

export interface RequestOptions {
  /** Ends the request, and what it began, at once. */
  signal?: AbortSignal;
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Call extends RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  query?: Query;
  headers?: Readonly<Record<string, string>>;
}

/** Speaks HTTP with the service. */
export class Connection {
  private readonly base: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly fetch: typeof fetch;

  constructor({ baseUrl = '', apiKey, fetch: send = globalThis.fetch }: ConnectionOptions) {
    this.base = `${baseUrl.replace(/\/$/, '')}/api/v1`;
    this.headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    // Browsers want it called on the window.
    this.fetch = send.bind(globalThis);
  }

  /** @throws MuseProblem for everything that is no success; what `fetch` throws where nobody answers or `signal` aborts. */
  async json<T>(path: string, call: Call = {}): Promise<T> {
    const response = await this.send(path, 'application/json', call);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /** What is answered, as a file. */
  async file(path: string, call: Call = {}): Promise<Blob> {
    return (await this.send(path, '*/*', call)).blob();
  }

  /**
   * The events of a stream, until it ends or breaks off; none where there is nothing more to tell (204).
   * @throws MuseProblem where the stream does not begin, and what `fetch` throws where it breaks off
   */
  async *events<T>(path: string, call: Call = {}): AsyncGenerator<ServerEvent<T>, void> {
    const response = await this.send(path, 'text/event-stream', call);
    if (response.status !== 204 && response.body !== null) yield* readEvents<T>(response.body);
  }

  private async send(
    path: string,
    accept: string,
    { method = 'GET', body, query, headers, signal }: Call,
  ): Promise<Response> {
    const content: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await this.fetch(`${this.base}${path}${toSearch(query)}`, {
      method,
      headers: { ...this.headers, accept, ...content, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
    if (!response.ok) throw await MuseProblem.from(response);
    return response;
  }
}

function toSearch(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? '' : `?${search.toString()}`;
}
