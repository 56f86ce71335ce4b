import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Json } from '../support/json.js';
import { runnersOf } from '../support/processes.js';
import { short } from '../support/requests.js';
import { SocketClient as Client } from '../support/socket-client.js';
import { type Service, startService } from '../support/service.js';
import { eventually, within } from '../support/wait.js';

const long = { prompt: 'Regen', temperature: 2, top_k: 0, top_p: 1, max_tokens: 2048 };

/** How an upgrade is refused. */
async function refusal(
  service: Service,
  headers: Record<string, string>,
  query = '',
): Promise<{ status: number; body: Json }> {
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}/api/v1/ws${query}`, { headers });
  socket.on('error', () => undefined);
  const [, response] = await within(once(socket, 'unexpected-response'), 'the refusal');
  let text = '';
  for await (const part of response) text += String(part);
  return { status: response.statusCode, body: JSON.parse(text) };
}

describe('WS /api/v1/ws', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: { MAX_BATCH_SIZE: '4' } });
  });

  it('writes several ideas over one socket, each the same as over HTTP', async () => {
    const client = await Client.open(service);
    const requests = ['Tee', 'Regen', 'Wind', 'Moos', 'Licht', 'Brot'].map((prompt) => ({ ...short, prompt }));
    for (const request of requests) client.generate(request.prompt, request);
    for (const request of requests) {
      const { idea, type } = await client.end(request.prompt);
      expect(type).toBe('complete');
      expect((await service.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
      const { body } = await service.generate(request);
      expect([idea.title, idea.content]).toEqual([body.title, body.content]);
      const events = client.of(request.prompt);
      expect(events.map(({ type: kind }) => kind).join(' ')).toMatch(/^(queued )*start (chunk )+complete$/);
      expect(new Set(events.map(({ idea_id: id }) => id))).toEqual(new Set([idea.id]));
      expect(events.map(({ content }) => content ?? '').join('')).toContain(idea.title);
    }
    client.socket.close();
  });

  it('cancels one and leaves the others', async () => {
    const client = await Client.open(service);
    const [runner] = runnersOf(service.pid);
    client.generate('a', { ...long, seed: 1 });
    client.generate('b', short);
    await client.until(({ request_id: id, type }) => id === 'a' && type === 'start', 'the start of a');
    // It stands still, so that the text cannot have ended by itself.
    process.kill(runner, 'SIGSTOP');
    client.say({ type: 'cancel', request_id: 'a' });
    const end = await client.end('a');
    process.kill(runner, 'SIGCONT');
    // Only where the text had ended before everything stood still is there nothing to cancel.
    expect(end).toMatchObject(end.type === 'error' ? { code: 'cancelled' } : { type: 'complete' });
    expect((await client.end('b')).type).toBe('complete');
    client.socket.close();
  });

  it('answers what it cannot do, and lives on', async () => {
    const client = await Client.open(service);
    client.socket.send('hello');
    client.socket.send(Buffer.from('{}'));
    client.say({ type: 'dance', request_id: 'x' });
    client.generate('y', { prompt: 'a', model: 'gpt' });
    client.generate('z', { prompt: '' });
    expect(await client.end('y')).toMatchObject({ type: 'error', code: 'model_not_found' });
    expect(await client.end('z')).toMatchObject({ code: 'validation_failed', errors: [{ path: 'prompt' }] });
    expect(await client.end('x')).toMatchObject({ code: 'validation_failed', errors: [{ path: 'type' }] });
    await client.until(() => client.heard.filter(({ code }) => code === 'invalid_json').length === 2, 'two refusals');
    client.generate('last', short);
    expect((await client.end('last')).type).toBe('complete');
    client.socket.close();
  });

  it('stops what runs when its client goes', async () => {
    const client = await Client.open(service);
    for (let n = 0; n < 12; n += 1) client.generate(`long ${n}`, { ...long, seed: n });
    await client.until(({ type }) => type === 'start', 'a start');
    client.socket.terminate();
    await eventually(async () => {
      const { body } = await service.get('/api/v1/stats');
      return body.streaming_stats.active_sessions === 0 ? true : undefined;
    }, 'the generations to stop');
    expect((await service.generate(short)).status).toBe(200);
  });

  it('closes a socket with a message that is too large', async () => {
    const client = await Client.open(service);
    const closed = once(client.socket, 'close');
    client.socket.send('x'.repeat(2 ** 20 + 1));
    expect((await within(closed, 'the socket to close'))[0]).toBe(1009);
    expect((await service.get('/health/live')).status).toBe(200);
  });

  it('lets no page of anybody open a socket', async () => {
    expect(await refusal(service, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    const { socket } = await Client.open(service, { headers: { origin: service.url } });
    socket.close();
  });
});

describe('a socket behind keys', () => {
  it('opens for who may generate, and counts every generation', async () => {
    const keys = 'anna:generate:anna-anna-anna-anna,probe:metrics:probe-probe-probe';
    const service = await startService({
      env: { API_KEYS: keys, RATE_LIMIT: '3/24h', CORS_ORIGINS: 'https://muse.example' },
    });
    expect(await refusal(service, {})).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(await refusal(service, { 'x-api-key': 'wrong' })).toMatchObject({ status: 401 });
    expect(await refusal(service, { 'x-api-key': 'probe-probe-probe' })).toMatchObject({ status: 403 });
    const headers = { origin: 'https://muse.example' };
    const client = await Client.open(service, { headers, query: '?api_key=anna-anna-anna-anna' });
    for (const id of ['a', 'b', 'c', 'd']) client.generate(id, short);
    const ends = await Promise.all(['a', 'b', 'c', 'd'].map((id) => client.end(id)));
    expect(ends.map(({ type, code }) => code ?? type)).toEqual(['complete', 'complete', 'complete', 'rate_limited']);
    expect(ends[3].retry_after).toBeGreaterThan(1000);
    expect(service.log).not.toContain('anna-anna-anna-anna');
  });
});
