import type { IncomingMessage, Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { WsAdapter } from '@nestjs/platform-ws';
import { type ApiKey, opens } from '@muse/core/access/api-key.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { callerOf, identify } from '@muse/features/access/caller.js';
import { api } from '@muse/features/http/api-prefix.js';
import { toProblem } from '@muse/features/http/problem.dto.js';
import type { Request, Response } from 'express';
import { refuseOtherUpgrades } from './refuse-other-upgrades.js';

/** Bytes of a message at most: as much as a body may have. */
const maxPayload = 2 ** 20;

type Verdict = (allowed: boolean, status?: number, body?: string, headers?: Record<string, string>) => void;

/** Opens sockets for who may have them: the key is checked, and the page that a browser says it comes from. */
export class SocketAdapter extends WsAdapter {
  constructor(
    private readonly app: NestExpressApplication,
    private readonly config: Pick<MuseConfig, 'API_KEYS' | 'CORS_ORIGINS'>,
  ) {
    super(app);
  }

  override create(port: number, options: Record<string, unknown> = {}): unknown {
    const verifyClient = ({ origin, req }: { origin?: string; req: IncomingMessage }, done: Verdict): void => {
      const refusal = this.refusal(this.toRequest(req), origin);
      if (refusal === undefined) return done(true);
      const problem = toProblem(refusal);
      done(false, problem.status, JSON.stringify(problem), {
        'Content-Type': 'application/problem+json; charset=utf-8',
      });
    };
    const sockets: unknown = super.create(port, { ...options, maxPayload, verifyClient, perMessageDeflate: false });
    refuseOtherUpgrades(this.httpServer as Server, `/${api}/ws`);
    return sockets;
  }

  /** What clients do wrong closes their socket; the log has better things to tell. */
  override bindErrorHandler(server: { on: (event: string, handler: (socket: SocketLike) => void) => void }): unknown {
    server.on('connection', (socket) => socket.on('error', () => undefined));
    return server;
  }

  private refusal(request: Request, origin: string | undefined): MuseError | undefined {
    if (origin !== undefined && !this.isOurs(origin, request)) {
      return new MuseError(
        'forbidden',
        'Pages of this origin may not open a socket. CORS_ORIGINS names those that may.',
      );
    }
    if (this.config.API_KEYS.length === 0) return undefined;
    return refusalOf(callerOf(request).key);
  }

  /** A web page of anybody's could speak with a local service otherwise: browsers ask nobody before they open a socket. */
  private isOurs(origin: string, request: Request): boolean {
    const { CORS_ORIGINS: origins } = this.config;
    return origins.includes('*') || origins.includes(origin) || URL.parse(origin)?.host === request.headers.host;
  }

  /** The upgrade passes no middleware: this gives it what Express gives a request, and finds out whose it is. */
  private toRequest(upgrade: IncomingMessage): Request {
    const express = this.app.getHttpAdapter().getInstance() as { request: object };
    const request = Object.setPrototypeOf(upgrade, express.request) as Request;
    identify(this.config.API_KEYS)(request, {} as Response, () => undefined);
    return request;
  }
}

interface SocketLike {
  on: (event: string, handler: () => void) => void;
}

function refusalOf(key: ApiKey | undefined): MuseError | undefined {
  if (key === undefined) return new MuseError('unauthorized', 'A socket needs a key with the scope generate.');
  if (opens(key, 'generate')) return undefined;
  return new MuseError(
    'forbidden',
    `A socket needs a key with the scope generate; yours has ${key.scopes.join(', ')}.`,
  );
}
