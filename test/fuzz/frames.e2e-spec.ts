import { once } from 'node:events';
import { connect } from 'node:net';
import { leaks } from '../support/problems.js';
import { within } from '../support/wait.js';
import { conversations, type Frame, toBytes } from './frames.js';
import { fuzz, isFull, seed } from './fuzz.js';
import { secrets } from './invariants.js';
import { Target } from './target.js';

const upgrade = [
  'GET /api/v1/ws HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  `X-API-Key: ${secrets.key}`,
].join('\r\n');

/** A frame that says good bye, so that the service ends a conversation that nothing else has ended. */
const farewell: Frame = { fin: true, reserved: 0, opcode: 8, masked: true, payload: new Uint8Array([3, 232]) };

describe(`Frames of sockets (FUZZ_SEED=${seed})`, () => {
  let target: Target;

  /** Sends frames over a socket of its own; answers everything that came back when the service has ended it. */
  async function converse(frames: readonly Frame[]): Promise<string> {
    const { hostname, port } = new URL(target.service.url);
    const socket = connect({ host: hostname, port: Number(port) });
    const received: Buffer[] = [];
    // What comes after the end of a socket may be answered with a reset.
    socket.on('data', (part) => received.push(part)).on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.write(`${upgrade}\r\n\r\n`);
    for (const frame of [...frames, farewell]) socket.write(toBytes(frame));
    // A frame that claims more than it has swallows the farewell: then only this ends it.
    socket.end();
    await within(closed, 'the service to end a socket');
    return Buffer.concat(received).toString('latin1');
  }

  beforeAll(async () => {
    target = await Target.start();
  });

  it(
    'are answered, or end their socket, and nothing else',
    async () => {
      await fuzz(conversations, isFull ? 10_000 : 400, async (frames) => {
        const text = await converse(frames);
        target.count('frames', Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0));
        expect(text).toMatch(/^HTTP\/1\.1 101 /);
        for (const leak of leaks) expect(text).not.toMatch(leak);
        expect(text).not.toContain('internal_error');
      });
      await target.expectCalm();
    },
    30 * 60_000,
  );

  afterAll(() => target.report());
});
