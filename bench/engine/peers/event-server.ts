// Express comes with @nestjs/platform-express.
import express, { type Response } from 'express';

export interface PeerRequest {
  prompt: string;
  max_new_tokens: number;
}

export interface PeerCounts {
  prompt_tokens: number;
  new_tokens: number;
}

/** Writes a text piece by piece; `isGone` says that the reader has hung up. */
export type Writer = (
  request: PeerRequest,
  write: (text: string) => void,
  isGone: () => boolean,
) => Promise<PeerCounts>;

/** An Express server that streams a model's text as server-sent events. */
export function serve(writer: Writer): void {
  const app = express();
  app.use(express.json());
  app.get('/health', (_, response) => void response.json({ ok: true }));
  app.post('/generate', async (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    const counts = await writer(
      request.body as PeerRequest,
      (text) => send(response, { text }),
      () => response.destroyed,
    );
    send(response, counts);
    response.end();
  });
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address();
    console.log(`Listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  });
}

function send(response: Response, event: unknown): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}
