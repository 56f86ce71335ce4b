import type { IncomingMessage } from 'node:http';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { GenerationStreams } from '@muse/core/generations/generation-streams.js';
import type { Request } from 'express';
import type { WebSocket } from 'ws';
import { callerOf } from '../access/caller.js';
import { RequestLimits } from '../access/request-limits.js';
import { GenerationSettings } from '../generation/generation-settings.js';
import { toGenerationRequest } from '../generation/to-generation-request.js';
import { api } from '../http/api-prefix.js';
import { SocketSession } from './socket-session.js';

/** Generations that may run on one socket at a time. */
const maxGenerations = 16;

/** Ideas over one socket, as many at a time as a client wants. `SocketAdapter` has looked who it is. */
@WebSocketGateway({ path: `/${api}/ws` })
export class SocketGateway implements OnGatewayConnection<WebSocket> {
  constructor(
    private readonly generations: GenerationStreams,
    private readonly limits: RequestLimits,
    private readonly settings: GenerationSettings,
  ) {}

  handleConnection(socket: WebSocket, upgrade: IncomingMessage): void {
    const { client, key } = callerOf(upgrade as Request);
    const { chunkSize, chunkDelay } = this.settings;
    new SocketSession(socket, {
      maxGenerations,
      chunks: { size: chunkSize, delay: chunkDelay * 1000 },
      admit: () => this.limits.admit(client),
      generate: (request) => {
        const wish = toGenerationRequest(request, 'stream', client, this.settings);
        return this.generations.begin(wish, { owner: key?.name, resumable: false });
      },
    });
  }
}
