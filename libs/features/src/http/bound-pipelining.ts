import type { Socket } from 'node:net';
import type { NextFunction, Request, Response } from 'express';

/** Requests that one connection may have sent ahead of their answers; no browser and no client of ours sends two. */
const most = 16;

const unanswered = new WeakMap<Socket, number>();

/**
 * Cuts a connection that sends more and more requests without reading the answers. Node stops reading such a connection only
 * after all that it has in hand: 64 kB hold a thousand requests, whose answers would have to lie in memory.
 */
export function boundPipelining({ socket }: Request, response: Response, next: NextFunction): void {
  const count = (unanswered.get(socket) ?? 0) + 1;
  unanswered.set(socket, count);
  if (count > most) {
    socket.destroy();
    return;
  }
  response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
  next();
}
