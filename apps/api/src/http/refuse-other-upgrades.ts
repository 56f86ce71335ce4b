import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { answerRaw } from './answer-raw.js';

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Answers all upgrades but a GET of the address of the sockets, which keeps its listeners. Node hands over every request with
 * an `Upgrade` header where anybody listens for them, and whoever was left alone would only see the connection end.
 */
export function refuseOtherUpgrades(server: Server, path: string): void {
  const listeners = server.listeners('upgrade') as UpgradeListener[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.method === 'GET' && request.url?.split('?')[0] === path) {
      for (const listener of listeners) listener.call(server, request, socket, head);
      return;
    }
    socket.on('error', () => undefined);
    const refusal = new MuseError('malformed_request', `Only GET ${path} opens a socket. Send this without Upgrade.`);
    answerRaw(socket, refusal, request);
  });
}
