import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask, hangUpAfter } from './ask.js';
import { peerDialect } from './dialects.js';

const wish = { prompt: 'a', newTokens: 2 };
let server: Server;

/** A server on this machine that answers every request like this. */
async function answering(answer: (response: ServerResponse) => void): Promise<string> {
  server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('asking a server', () => {
  it('puts events together, however they are cut', async () => {
    const url = await answering((response) => {
      response.write('data: {"text":" d');
      response.write('a"}\n\ndata: {"text":" ba"}\n\n');
      response.end(': comment\ndata: {"prompt_tokens":1,"new_tokens":2}\n\n');
    });
    const answer = await ask(url, peerDialect, wish);
    expect(answer).toMatchObject({ text: ' da ba', promptTokens: 1, newTokens: 2 });
    expect(answer.gaps).toHaveLength(1);
  });

  it('fails where the server does', async () => {
    const url = await answering((response) => response.writeHead(503).end('full'));
    await expect(ask(url, peerDialect, wish)).rejects.toThrow('503: full');
  });

  it('fails where a text has no end', async () => {
    const url = await answering((response) => response.end('data: {"text":" da"}\n\n'));
    await expect(ask(url, peerDialect, wish)).rejects.toThrow('did not come to its end');
  });

  it('hangs up after some pieces', async () => {
    let closed: Promise<void> | undefined;
    const url = await answering((response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      for (let piece = 0; piece < 3; piece += 1) response.write('data: {"text":" da"}\n\n');
    });
    expect(await hangUpAfter(url, peerDialect, wish, 3)).toHaveLength(2);
    await closed;
  });
});
