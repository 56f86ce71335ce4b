import { once } from 'node:events';
import type { Response } from 'express';
import { hangUpSignalOf } from './hang-up.js';

/** Milliseconds after which a client that takes nothing more is hung up on. */
const patience = 60_000;

export interface FileHead {
  name: string;
  contentType: string;
}

/**
 * Sends text as a file to keep, piece by piece as the client takes it. The response begins with the first piece: a failure
 * before it rejects, so that it becomes an ordinary HTTP error. Nothing more is asked of `pieces` when the client has gone.
 */
export async function sendFile(response: Response, head: FileHead, pieces: AsyncIterable<string>): Promise<void> {
  const hangUp = hangUpSignalOf(response);
  response.setTimeout(patience, () => response.destroy());
  for await (const piece of pieces) {
    if (hangUp.aborted) return;
    if (!response.headersSent) {
      response.writeHead(200, {
        'Content-Type': head.contentType,
        'Content-Disposition': `attachment; filename="${head.name}"`,
      });
      if (response.req.method === 'HEAD') break;
    }
    // Where the client goes while we wait, the next round ends it.
    if (!response.write(piece)) await once(response, 'drain', { signal: hangUp }).catch(() => undefined);
  }
  response.end();
}
