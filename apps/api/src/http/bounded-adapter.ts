import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import { answerClientError } from './answer-client-error.js';

export interface ConnectionLimits {
  /** Connections that may be open at the same time. */
  connections: number;
  /** Seconds that a client may take to send a request; answers may take as long as they take. */
  requestTimeout: number;
}

/** Seconds for the header: it fits into a few packets, and until it is there nobody knows who is asking. */
const headerTimeout = 10;
/** Seconds that a connection without a request is kept: longer than proxies keep theirs (60 s), or they would ask into the end of one. */
const keepAlive = 65;
/** Bytes of a header at most: room for INPUT_MAX_LENGTH characters in the query of a GET, where most need 9 bytes each. */
const headerSize = 64 * 1024;

/** Express behind a server on which no client can hang for ever, whatever it sends or does not send. */
export class BoundedAdapter extends ExpressAdapter {
  private readonly sockets = new Set<Socket>();

  constructor(private readonly limits: ConnectionLimits) {
    super();
  }

  override initHttpServer(): void {
    const { connections, requestTimeout } = this.limits;
    const options = {
      requestTimeout: requestTimeout * 1000,
      headersTimeout: Math.min(headerTimeout, requestTimeout) * 1000,
      keepAliveTimeout: keepAlive * 1000,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: headerSize,
    };
    const server = createServer(options, this.getInstance<RequestListener>());
    server.maxConnections = connections;
    const responses = new WeakMap<object, ServerResponse>();
    server.on('request', ({ socket }, response) => responses.set(socket, response));
    server.on('clientError', (error, socket) => answerClientError(error, socket, responses.get(socket)));
    server.on('connection', (socket) => this.track(socket));
    this.httpServer = server;
  }

  /** Ends every connection, event streams included: those would never end by themselves. */
  override close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return super.close() as Promise<void>;
  }

  private track(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
  }
}
