import { createParser } from 'eventsource-parser';
import type { Json } from './json.js';
import { within } from './wait.js';

/** One event of a stream, its data read as JSON. */
export interface StreamedEvent {
  id: string | undefined;
  data: Json;
}

/** Opens a stream by POST; resolves when the response's head is here, whatever its status. */
export async function openStream(url: string, body: unknown, headers: Record<string, string> = {}): Promise<SseStream> {
  const abort = new AbortController();
  const response = await within(
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body: JSON.stringify(body),
      signal: abort.signal,
    }),
    'the stream to open',
  );
  return new SseStream(response, abort);
}

/** Opens a stream by GET; with the id of the last event that came, where it is to go on. */
export async function getStream(url: string, headers: Record<string, string> = {}): Promise<SseStream> {
  const abort = new AbortController();
  return new SseStream(await within(fetch(url, { headers, signal: abort.signal }), 'the stream to open'), abort);
}

/** The text of a stream's events. */
export function textOf(events: readonly StreamedEvent[]): string {
  return events.map(({ data }) => data.content ?? '').join('');
}

/** Reads the events of a response one by one. */
export class SseStream {
  /** The bytes read so far, as text. */
  raw = '';
  /** Every event handed out so far. */
  readonly seen: StreamedEvent[] = [];
  private readonly parsed: StreamedEvent[] = [];
  private readonly reader;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly parser = createParser({
    onEvent: ({ id, event, data }) => {
      if (event !== undefined) throw new Error(`An event line, where there has to be none: ${event}`);
      this.parsed.push({ id, data: JSON.parse(data) });
    },
  });

  constructor(
    readonly response: Response,
    private readonly controller: AbortController,
  ) {
    this.reader = response.body!.getReader();
  }

  /** The next event; undefined at the end. */
  async next(): Promise<StreamedEvent | undefined> {
    while (this.parsed.length === 0) {
      const { done, value } = await within(this.reader.read(), 'the next event of a stream');
      if (done) return undefined;
      const text = this.decoder.decode(value, { stream: true });
      this.raw += text;
      this.parser.feed(text);
    }
    const event = this.parsed.shift()!;
    this.seen.push(event);
    return event;
  }

  /** Reads on to the first event of this type and answers its data. */
  async until(type: string): Promise<Json> {
    for (let event = await this.next(); event !== undefined; event = await this.next()) {
      if (event.data.type === type) return event.data;
    }
    throw new Error(`The stream ended without "${type}": ${JSON.stringify(this.seen.map(({ data }) => data.type))}`);
  }

  /** Reads to the end and answers every event of the stream, those read before included. */
  async all(): Promise<StreamedEvent[]> {
    while ((await this.next()) !== undefined);
    return this.seen;
  }

  /** Hangs up. */
  abort(): void {
    this.controller.abort();
  }
}
