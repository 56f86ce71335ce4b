import { MuseError } from '@muse/core/errors/muse-error.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import type { Observable, Subscription } from 'rxjs';
import type { WebSocket } from 'ws';
import type { IdeaRequest } from '../generation/idea-request.dto.js';
import { logBug } from '../http/log-bug.js';
import { toStreamEvents } from '../streaming/to-stream-events.js';
import { parseMessage, readMessage } from './socket-message.js';
import { SocketOutlet } from './socket-outlet.js';

/** What a session works with. */
export interface SessionTools {
  /** Cold: begins a generation. */
  generate: (request: IdeaRequest) => Observable<IdeaEvent>;
  /** Resolves where the client may send another request; rejects with `rate_limited`. */
  admit: () => Promise<void>;
  /** Generations that may run on one socket. */
  maxGenerations: number;
  /** Characters of a chunk, and milliseconds that it may wait. */
  chunks: { size: number; delay: number };
}

/** Milliseconds between two signs of life; a client that gives none in between is gone. */
const heartbeat = 15_000;

/** One client's socket: several generations at a time, each known by the name that the client gave it. */
export class SocketSession {
  private readonly outlet: SocketOutlet;
  private readonly running = new Map<string, Subscription | undefined>();
  private readonly pulse: NodeJS.Timeout;
  private isAlive = true;

  constructor(
    private readonly socket: WebSocket,
    private readonly tools: SessionTools,
  ) {
    this.outlet = new SocketOutlet(socket);
    this.pulse = setInterval(() => this.beat(), heartbeat);
    socket.on('pong', () => (this.isAlive = true));
    // A text comes in one piece, unless the server is told otherwise.
    socket.on('message', (data: Buffer, isBinary) => void this.receive(data, isBinary));
    socket.on('close', () => this.end());
  }

  private async receive(data: Buffer, isBinary: boolean): Promise<void> {
    let requestId: string | undefined;
    try {
      if (isBinary) throw new MuseError('invalid_json', 'A message has to be text: a JSON object.');
      const raw = parseMessage(data.toString('utf8'));
      ({ requestId } = raw);
      const message = await readMessage(raw);
      if (message.type === 'cancel') this.cancel(message.requestId);
      else await this.begin(message.requestId, message.request);
    } catch (thrown) {
      this.refuse(requestId, MuseError.from(thrown));
    }
  }

  /** @throws MuseError `socket_busy` or `rate_limited`. */
  private async begin(requestId: string, request: IdeaRequest): Promise<void> {
    this.requireRoom(requestId);
    // Its place is taken before anything is awaited.
    this.running.set(requestId, undefined);
    try {
      await this.tools.admit();
    } catch (error) {
      this.running.delete(requestId);
      throw error;
    }
    // It may have been cancelled, or the socket closed, meanwhile.
    if (!this.running.has(requestId) || this.socket.readyState !== this.socket.OPEN) return;
    const events = this.tools.generate(request).pipe(toStreamEvents({ ...this.tools.chunks, pace: this.outlet }));
    const subscription = events.subscribe({
      next: ({ event }) => {
        // Whoever hears the end may use the name again.
        if (event.type === 'complete' || event.type === 'error') this.running.delete(requestId);
        this.outlet.send({ ...(event as object), request_id: requestId });
      },
      error: (error: unknown) => {
        this.running.delete(requestId);
        this.refuse(requestId, MuseError.from(error));
      },
    });
    if (!subscription.closed) this.running.set(requestId, subscription);
  }

  private requireRoom(requestId: string): void {
    const { maxGenerations } = this.tools;
    if (this.running.has(requestId)) {
      throw new MuseError('socket_busy', `The generation "${requestId}" is still running.`);
    }
    if (this.running.size < maxGenerations) return;
    throw new MuseError('socket_busy', `A socket may have ${maxGenerations} generations at a time.`);
  }

  /** Stops a generation at the next step; nothing more is heard of it but this. Nothing happens where it has ended. */
  private cancel(requestId: string): void {
    if (!this.running.has(requestId)) return;
    this.running.get(requestId)?.unsubscribe();
    this.running.delete(requestId);
    this.refuse(requestId, new MuseError('cancelled', 'The generation was cancelled.'));
  }

  private refuse(requestId: string | undefined, error: MuseError): void {
    logBug(error, undefined);
    const { code, detail, errors, retryAfter } = error;
    this.outlet.send({ type: 'error', request_id: requestId, error: detail, code, errors, retry_after: retryAfter });
  }

  private beat(): void {
    if (!this.isAlive) return this.socket.terminate();
    this.isAlive = false;
    this.socket.ping();
  }

  private end(): void {
    clearInterval(this.pulse);
    for (const subscription of this.running.values()) subscription?.unsubscribe();
    this.running.clear();
    this.outlet.close();
  }
}
