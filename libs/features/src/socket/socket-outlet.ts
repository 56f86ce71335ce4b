import { Subject } from 'rxjs';
import type { WebSocket } from 'ws';
import type { Pace } from '../http/pace.js';

/** Bytes that may wait in a socket; then its reader is slow, and text is gathered instead. */
const highWaterMark = 64 * 1024;

/** Milliseconds after which a reader that takes nothing of what waits for it is dropped. */
const patience = 60_000;

/** Sends to a socket, and knows how its reader takes it. */
export class SocketOutlet implements Pace {
  readonly drained = new Subject<void>();
  private stalled?: NodeJS.Timeout;

  constructor(private readonly socket: WebSocket) {}

  get ready(): boolean {
    return this.socket.bufferedAmount < highWaterMark;
  }

  /** Nothing happens where the socket is closed. */
  send(message: object): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(JSON.stringify(message), () => this.onTaken());
    if (!this.ready) this.stalled ??= setTimeout(() => this.socket.terminate(), patience);
  }

  close(): void {
    clearTimeout(this.stalled);
    this.drained.complete();
  }

  private onTaken(): void {
    if (this.stalled === undefined || !this.ready) return;
    clearTimeout(this.stalled);
    this.stalled = undefined;
    this.drained.next();
  }
}
