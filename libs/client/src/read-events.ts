import { createParser } from 'eventsource-parser';

/** One server-sent event, its data read as JSON. */
export interface ServerEvent<T> {
  id: string;
  data: T;
}

/** The events in a body, as they come. Leaving the loop ends the connection. */
export async function* readEvents<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent<T>, void> {
  const parsed: ServerEvent<T>[] = [];
  const parser = createParser({
    onEvent: ({ id = '', data }) => parsed.push({ id, data: JSON.parse(data) as T }),
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* parsed.splice(0);
    }
  } finally {
    // It may be over, or broken: then there is nothing to end.
    await reader.cancel().catch(() => undefined);
  }
}
