import { EventSource } from 'eventsource';
import type { Json } from '../support/json.js';
import { blamed, expectProblem } from '../support/problems.js';
import { type Answer, type Service, startService } from '../support/service.js';
import { SseStream } from '../support/sse.js';
import { within } from '../support/wait.js';

const path = '/api/v1/batches';

describe('POST /batches', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: { BATCH_MAX_ITEMS: '300' } });
  });

  const submit = (body: Json, headers: Record<string, string> = {}): Promise<Answer> =>
    service.postRaw(path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });

  async function open(id: string, from?: string): Promise<SseStream> {
    const abort = new AbortController();
    const headers: Record<string, string> = from === undefined ? {} : { 'last-event-id': from };
    return new SseStream(await fetch(`${service.url}${path}/${id}/events`, { headers, signal: abort.signal }), abort);
  }

  /** Sends a batch, waits for its end and answers it. */
  async function run(body: Json): Promise<Json> {
    const { id } = (await submit(body)).body;
    await (await open(id)).until('batch_complete');
    return (await service.get(`${path}/${id}`)).body;
  }

  const short = { language: 'de', temperature: 0, max_tokens: 24 };

  it('is accepted at once, and says where it is', async () => {
    const answer = await submit({ ...short, prompts: ['Tee'] });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(answer.headers.get('location')).toBe(`${path}/${answer.body.id}`);
    expect((await service.get(answer.headers.get('location')!)).status).toBe(200);
  });

  it('writes every prompt on every model; an item that fails fails alone', async () => {
    const batch = await run({ ...short, prompts: ['Tee', 'Regen'], models: ['muse-mini', 'gpt'], category: 'art' });
    const counts = { total: 4, waiting: 0, running: 0, done: 2, failed: 2, cancelled: 0 };
    expect(batch).toEqual({
      id: batch.id,
      state: 'done',
      counts,
      created_at: expect.stringMatching(/Z$/),
      items: [
        { index: 0, prompt: 'Tee', model: 'muse-mini', state: 'done', idea: expect.any(Object) },
        { index: 1, prompt: 'Tee', model: 'gpt', state: 'failed', error: expect.any(Object) },
        { index: 2, prompt: 'Regen', model: 'muse-mini', state: 'done', idea: expect.any(Object) },
        { index: 3, prompt: 'Regen', model: 'gpt', state: 'failed', error: expect.any(Object) },
      ],
    });
    for (const { idea, prompt } of [batch.items[0], batch.items[2]]) {
      expect(idea).toMatchObject({
        prompt,
        category: 'art',
        model_used: 'muse-mini',
        generation_method: 'parallel_batch',
      });
      expect((await service.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
    }
    expect(batch.items[1].error.code).toBe('model_not_found');
    const part = await service.get(`${path}/${batch.id}?offset=1&limit=2`);
    expect(part.body).toEqual({ ...batch, items: batch.items.slice(1, 3) });
    expect((await service.get(`${path}/${batch.id}?offset=9`)).body.items).toEqual([]);
    expect((await service.get(`${path}?limit=1`)).body).toEqual({
      items: [{ id: batch.id, state: 'done', counts, created_at: batch.created_at }],
    });
  });

  it('tells its progress as events, which go on wherever a reader was', async () => {
    const { id } = (await submit({ ...short, prompts: Array.from({ length: 20 }, (_, n) => `Wort ${n}`) })).body;
    const all = await (await open(id)).all();
    expect(all.at(-1)).toMatchObject({
      id: `${id}:end`,
      data: { type: 'batch_complete', state: 'done', counts: { done: 20 } },
    });
    const ended = all.filter(({ data }) => data.type === 'batch_item' && data.state === 'done');
    expect(ended.map(({ id: event }) => event)).toEqual(Array.from({ length: 20 }, (_, n) => `${id}:${n + 1}`));
    expect(new Set(ended.map(({ data }) => data.index)).size).toBe(20);
    const progress = all.filter(({ data }) => data.type === 'batch_progress').map(({ data }) => data.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);

    const rest = await (await open(id, `${id}:15`)).all();
    expect(rest.filter(({ data }) => data.type === 'batch_item')).toEqual(ended.slice(15));
    expect(rest.at(-1)).toEqual(all.at(-1));
    const over = await fetch(`${service.url}${path}/${id}/events`, { headers: { 'last-event-id': `${id}:end` } });
    expect(over.status).toBe(204);
    expectProblem(
      await service.get(`${path}/${id}/events`, { 'last-event-id': 'elsewhere:3' }),
      400,
      'validation_failed',
    );
  });

  it('is read by an EventSource to its end, and no further', async () => {
    const { id } = (await submit({ ...short, prompts: ['Tee', 'Regen'] })).body;
    const source = new EventSource(`${service.url}${path}/${id}/events`);
    const types: string[] = [];
    const closed = new Promise<void>((resolve) => {
      source.addEventListener('message', ({ data }) => types.push(JSON.parse(data).type));
      // After the end it connects once more, and 204 stops it.
      source.addEventListener('error', ({ code }) => code === 204 && resolve());
    });
    await within(closed, 'the EventSource to stop');
    expect(source.readyState).toBe(EventSource.CLOSED);
    expect(types.filter((type) => type === 'batch_complete')).toHaveLength(1);
  });

  it('is cancelled at once; what is done stays', async () => {
    const prompts = Array.from({ length: 300 }, (_, n) => `Wort ${n}`);
    const { id } = (await submit({ language: 'de', prompts })).body;
    const events = await open(id);
    await events.until('batch_progress');
    const cancelled = await service.request(`${path}/${id}`, { method: 'DELETE' });
    expect(cancelled).toMatchObject({ status: 200, body: { id, state: 'cancelled' } });
    const { done, cancelled: left } = cancelled.body.counts as Record<string, number>;
    expect(done + left).toBe(300);
    expect(left).toBeGreaterThan(0);
    expect((await events.all()).at(-1)!.data).toMatchObject({ type: 'batch_complete', state: 'cancelled' });
    const { items } = (await service.get(`${path}/${id}`)).body;
    expect(new Set(items.map(({ state }: Json) => state))).toEqual(
      new Set(done > 0 ? ['done', 'cancelled'] : ['cancelled']),
    );
    expectProblem(await service.post(`${path}/${id}/retry`, {}), 409, 'batch_not_done');
    const again = await service.request(`${path}/${id}`, { method: 'DELETE' });
    expect(again).toMatchObject({ status: 200, body: cancelled.body });
  });

  it('runs the failed items again when asked', async () => {
    const batch = await run({ ...short, prompts: ['Tee'], models: ['muse-mini', 'gpt'] });
    const retried = await service.post(`${path}/${batch.id}/retry`, {});
    expect(retried).toMatchObject({ status: 202, body: { id: batch.id } });
    await (await open(batch.id)).until('batch_complete');
    const { items } = (await service.get(`${path}/${batch.id}`)).body;
    expect(items).toEqual(batch.items);
  });

  it('is one batch under one Idempotency-Key', async () => {
    const body = { ...short, prompts: ['Tee'] };
    const asTea = { 'idempotency-key': 'tea-1' };
    const bodies = [body, body, { prompts: ['Tee'], ...short }];
    const sent = await Promise.all(bodies.map((each) => submit(each, asTea)));
    expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(sent.map(({ body: { id } }) => id)).size).toBe(1);
    // What was sent is compared: a default that is written out is another body.
    for (const other of [{ prompts: ['Regen'] }, { parallel: false }]) {
      expectProblem(await submit({ ...body, ...other }, asTea), 422, 'idempotency_key_reused');
    }
    expectProblem(await submit(body, { 'idempotency-key': 'x'.repeat(256) }), 400, 'validation_failed');
  });

  it.each<[string, Json, string]>([
    ['no prompts', {}, 'prompts'],
    ['an empty list', { prompts: [] }, 'prompts'],
    ['more items than allowed', { prompts: Array(151).fill('a'), models: ['muse-mini', 'gpt'] }, 'prompts'],
    ['more ideas than allowed', { prompts: Array(10).fill('a'), models: ['muse-mini', 'gpt'], n: 16 }, 'n'],
    ['no ideas', { prompts: ['a'], n: 0 }, 'n'],
    ['half an idea', { prompts: ['a'], n: 1.5 }, 'n'],
    ['more ideas than any batch may have', { prompts: ['a'], n: 10_001 }, 'n'],
    ['a prompt that is too long', { prompts: ['a', 'x'.repeat(4001)] }, 'prompts.1'],
    ['a model twice', { prompts: ['a'], models: ['muse-mini', 'muse-mini'] }, 'models'],
    ['no model in its list', { prompts: ['a'], models: [] }, 'models'],
    ['an unknown field', { prompts: ['a'], prompt: 'b' }, 'prompt'],
    ['a seed', { prompts: ['a'], seed: 1 }, 'seed'],
    ['ideas that are written again', { prompts: ['a'], n: 2, distinct: true }, 'distinct'],
  ])('refuses %s', async (_, body, field) => {
    expect(blamed(expectProblem(await submit(body), 400, 'validation_failed'))).toContain(field);
  });

  it('takes a body that would be too large elsewhere', async () => {
    const prompts = Array.from({ length: 300 }, () => 'ü'.repeat(4000));
    const { status, body } = await submit({ prompts, max_tokens: 1 });
    expect(status).toBe(202);
    expect((await service.request(`${path}/${body.id}`, { method: 'DELETE' })).status).toBe(200);
    expectProblem(await service.generate({ prompt: 'ü'.repeat(600_000) }), 413, 'payload_too_large');
  });

  it.each([
    ['GET', ''],
    ['GET', '/events'],
    ['DELETE', ''],
    ['POST', '/retry'],
  ])('%s %s knows no batch that there is not', async (method, rest) => {
    expectProblem(await service.request(`${path}/nobody${rest}`, { method }), 404, 'batch_not_found');
  });
});

describe('batches behind keys', () => {
  it('are seen by their own key and by administrators alone', async () => {
    const service = await startService({
      env: {
        API_KEYS: 'anna:generate:anna-anna-anna-anna,ben:generate:ben-ben-ben-ben-ben,eva:admin:eva-eva-eva-eva-eva',
      },
    });
    const as = (name: string): Record<string, string> => ({
      authorization: `Bearer ${Array(name === 'anna' ? 4 : 5)
        .fill(name)
        .join('-')}`,
    });
    const body = JSON.stringify({ prompts: ['Tee'], temperature: 0, max_tokens: 8 });
    const sent = await service.postRaw(path, body, { 'content-type': 'application/json', ...as('anna') });
    expect(sent.status).toBe(202);
    const { id } = sent.body;
    for (const [who, status] of [
      ['anna', 200],
      ['ben', 404],
      ['eva', 200],
    ] as const) {
      expect((await service.get(`${path}/${id}`, as(who))).status).toBe(status);
      expect((await service.get(path, as(who))).body.items).toHaveLength(status === 200 ? 1 : 0);
    }
    expectProblem(
      await service.request(`${path}/${id}`, { method: 'DELETE', headers: as('ben') }),
      404,
      'batch_not_found',
    );
    expectProblem(await service.get(`${path}/${id}`), 401, 'unauthorized');
  });
});
