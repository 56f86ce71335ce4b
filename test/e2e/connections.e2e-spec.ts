import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { findLongRequest } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { eventually, within } from '../support/wait.js';

/** Sends bytes as they are, and answers everything that comes until the service ends the connection. */
async function talk(service: Service, text: string): Promise<string> {
  const socket = await open(service);
  socket.write(text);
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  await within(ended(socket), 'the end of the connection');
  return answer;
}

async function open(service: Service): Promise<Socket> {
  const { hostname, port } = new URL(service.url);
  const socket = connect({ host: hostname, port: Number(port) });
  // Whoever is cut off is cut off.
  socket.on('error', () => undefined);
  await within(once(socket, 'connect'), 'a connection');
  return socket;
}

/** Resolves when a connection is closed, however. */
function ended(socket: Socket): Promise<string> {
  return new Promise((resolve) => socket.once('close', () => resolve('ended')));
}

/** Expects a problem document as the one answer of a connection. */
function expectProblemIn(answer: string, status: number, code: string): void {
  const [head, body] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  const headers = new Headers(
    head
      .split('\r\n')
      .slice(1)
      .map((line): [string, string] => [line.split(': ')[0], line.split(': ')[1]]),
  );
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(headers.get('connection')).toBe('close');
  expect(JSON.parse(body)).toEqual({
    type: `urn:creative-muse:problem:${code}`,
    title: expect.stringMatching(/\S/),
    status,
    detail: expect.stringMatching(/\S/),
    code,
    request_id: headers.get('x-request-id'),
  });
}

const post = 'POST /api/v1/generate HTTP/1.1\r\nHost: service\r\nContent-Type: application/json\r\n';

describe('A connection', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: { REQUEST_TIMEOUT: '1' } });
  });

  it.each([
    ['says nothing', ''],
    ['stops within the header', 'GET /health/live HTTP/1.1\r\nHost: ser'],
    ['stops before the body', `${post}Content-Length: 20\r\n\r\n`],
    ['stops within the body', `${post}Content-Length: 20\r\n\r\n{"prompt"`],
    ['stops within a chunk', `${post}Transfer-Encoding: chunked\r\n\r\n14\r\n{"prompt"`],
  ])('that %s is told so and ended', async (_, text) => {
    expectProblemIn(await talk(service, text), 408, 'request_timeout');
  });

  it.each(['POST', 'HEAD'])('that wants to become another one is refused, and HEAD has no body: %s', async (method) => {
    for (const path of ['/api', '/api/v1/ws']) {
      const answer = await talk(
        service,
        `${method} ${path} HTTP/1.1\r\nHost: service\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      const [head, body] = answer.split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
      expect(body).toEqual(method === 'HEAD' ? '' : expect.stringContaining('Only GET /api/v1/ws opens a socket.'));
    }
  });

  it.each(['/assets', '/health/..'])('that asks for a folder of the page, %s, is led nowhere', async (path) => {
    const asked = `GET ${path} HTTP/1.1\r\nHost: service\r\nConnection: close\r\n\r\n`;
    expectProblemIn(await talk(service, asked), 404, 'not_found');
  });

  it.each([
    ['no HTTP', 'EHLO service\r\n\r\n'],
    ['no method', '/health HTTP/1.1\r\n\r\n'],
    ['a length that is none', `${post}Content-Length: many\r\n\r\n{}`],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    ['a length and chunks', `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
  ])('that brings %s is told so and ended', async (_, text) => {
    expectProblemIn(await talk(service, text), 400, 'malformed_request');
  });

  it('that brings a header of more than 64 KB is told so and ended', async () => {
    const text = `GET /health/live HTTP/1.1\r\nHost: service\r\nX-Long: ${'x'.repeat(66_000)}\r\n\r\n`;
    expectProblemIn(await talk(service, text), 431, 'headers_too_large');
  });

  it('may bring a prompt of INPUT_MAX_LENGTH characters in its address, whatever they are', async () => {
    const prompt = encodeURIComponent('雨'.repeat(4000));
    const { status, body } = await service.get(`/api/v1/generate/stream?max_tokens=1&prompt=${prompt}`);
    // Too long for the model, not for the service.
    expect({ status, code: body?.code }).toEqual({ status: 400, code: 'prompt_too_long' });
  });

  it('with a stream stays for as long as the stream does', async () => {
    const stream = await service.stream(await findLongRequest(service));
    await stream.until('chunk');
    const [runner] = service.runners;
    process.kill(runner, 'SIGSTOP');
    // Whoever comes later and says nothing is sent away; the stream, which says nothing either, is not.
    expectProblemIn(await talk(service, ''), 408, 'request_timeout');
    process.kill(runner, 'SIGCONT');
    expect((await stream.until('complete')).progress).toBe(1);
  });
});

it('MAX_CONNECTIONS bounds the open connections; the next is ended at once', async () => {
  const service = await startService({ env: { MAX_CONNECTIONS: '8' } });
  const sockets: Socket[] = [];
  // Some of the eight may be kept by the requests that asked whether it is ready.
  for (;;) {
    const socket = await open(service);
    socket.write('GET /health/live HTTP/1.1\r\nHost: service\r\n\r\n');
    const answered = new Promise((resolve) => socket.once('data', () => resolve('answered')));
    const outcome = await within(Promise.race([ended(socket), answered]), 'an answer, or the end');
    if (outcome === 'ended') break;
    sockets.push(socket);
    expect(sockets.length).toBeLessThanOrEqual(8);
  }
  expect(sockets.length).toBeGreaterThan(0);
  for (const socket of sockets) socket.destroy();
  await eventually(async () => ((await service.get('/health/live')).status === 200 ? true : undefined), 'a free place');
  await service.kill();
});
