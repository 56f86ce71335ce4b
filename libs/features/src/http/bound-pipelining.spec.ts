import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { boundPipelining } from './bound-pipelining.js';

/** Sends a request over a connection; answers whether it was let in, and its response. */
function send(socket: { destroy: () => void }): { letIn: boolean; response: EventEmitter } {
  const response = new EventEmitter();
  let letIn = false;
  boundPipelining({ socket } as unknown as Request, response as unknown as Response, () => (letIn = true));
  return { letIn, response };
}

describe('boundPipelining', () => {
  it('cuts a connection at its 17th request without an answer', () => {
    const socket = { destroy: jest.fn() };
    expect(Array.from({ length: 16 }, () => send(socket).letIn)).toEqual(Array(16).fill(true));
    expect(socket.destroy).not.toHaveBeenCalled();
    expect(send(socket).letIn).toBe(false);
    expect(socket.destroy).toHaveBeenCalledTimes(1);
  });

  it('lets in as many as have their answers', () => {
    const socket = { destroy: jest.fn() };
    for (let n = 0; n < 100; n += 1) {
      const { letIn, response } = send(socket);
      expect(letIn).toBe(true);
      response.emit('close');
    }
    expect(socket.destroy).not.toHaveBeenCalled();
  });

  it('counts each connection for itself', () => {
    const [one, other] = [{ destroy: jest.fn() }, { destroy: jest.fn() }];
    for (let n = 0; n < 16; n += 1) send(one);
    expect(send(other).letIn).toBe(true);
  });
});
