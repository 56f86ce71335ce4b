import type { Connection } from './connection.js';
import { follow, type FollowOptions } from './follow.js';
import type { ServerEvent } from './read-events.js';
import type { StreamEvent, StreamRequest } from './types.js';

/**
 * The events of one idea. A lost connection is resumed where it was: every character comes exactly once. At a `restart`, where a
 * lost worker's text is written anew by another, drop the text that came before. Leaving the loop, or aborting, stops the
 * generation at once.
 * @throws MuseProblem where the stream does not begin; a failure after that is its last event
 */
export async function* ideaStream(
  connection: Connection,
  request: StreamRequest,
  options: FollowOptions = {},
): AsyncGenerator<StreamEvent, void> {
  let id: string | undefined;
  let hasEnded = false;
  const open = (lastId: string | undefined): AsyncIterable<ServerEvent<StreamEvent>> => {
    const { signal } = options;
    if (id === undefined || lastId === undefined) {
      // Without a prompt it is a GET, and resumable as it is.
      if (request.prompt === undefined) return connection.events('/generate/stream', { query: request, signal });
      const body = { ...request, resumable: true };
      return connection.events('/generate/stream', { method: 'POST', body, signal });
    }
    return connection.events(`/generate/stream/${id}`, { headers: { 'last-event-id': lastId }, signal });
  };
  try {
    for await (const event of follow({ open, isLast: isEnd, beginsOnce: true }, options)) {
      id = event.idea_id;
      hasEnded = isEnd(event);
      yield event;
    }
    hasEnded = true;
  } finally {
    // Without this the service would wait a while for its reader to come back.
    if (id !== undefined && !hasEnded) {
      await connection.json(`/generate/stream/${id}`, { method: 'DELETE' }).catch(() => undefined);
    }
  }
}

function isEnd({ type }: StreamEvent): boolean {
  return type === 'complete' || type === 'error';
}
