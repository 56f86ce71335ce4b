import { once } from 'node:events';
import { WebSocket } from 'ws';
import { postBatch } from '../support/batches.js';
import type { Json } from '../support/json.js';
import { metricsOf } from '../support/metrics.js';
import { usageOf } from '../support/models.js';
import { type Service, startService } from '../support/service.js';
import { getStream, textOf } from '../support/sse.js';
import { eventually, within } from '../support/wait.js';

const path = '/api/v1/generate/stream';
const seeded = { prompt: 'Regen', language: 'de', max_tokens: 60, seed: 7 };
const mini = 'muse-mini';

describe('The prompt cache', () => {
  let service: Service;

  async function start(entries: number): Promise<void> {
    const env = { PROMPT_CACHE_SIZE: String(entries), STREAMING_CHUNK_SIZE: '10', STREAM_RESUME_GRACE: '600' };
    service = await startService({ env });
  }

  beforeEach(() => start(100));

  afterEach(() => service.kill());

  async function ideaOf(request: Record<string, unknown>): Promise<Json> {
    const { status, body } = await service.generate(request);
    expect(status).toBe(200);
    return body;
  }

  /** Texts that the model has written. */
  async function written(): Promise<number> {
    return (await usageOf(service)).usage_stats[mini]?.usage_count ?? 0;
  }

  it('answers the same request again, as a new idea that no model was used for', async () => {
    const first = await ideaOf(seeded);
    const second = await ideaOf(seeded);
    expect(first.cached).toBe(false);
    const own = { id: expect.any(String), created_at: expect.any(String), generation_time: expect.any(Number) };
    expect(second).toEqual({ ...first, ...own, cached: true });
    expect(second.id).not.toBe(first.id);
    for (const idea of [first, second]) expect((await service.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
    expect(await written()).toBe(1);
    expect((await service.get('/api/v1/stats')).body.total_ideas).toBe(2);
    const metrics = await metricsOf(service);
    expect(metrics.of('muse_prompt_cache_requests_total')).toEqual({ 'outcome="hit"': 1, 'outcome="miss"': 1 });
    expect(metrics.of('muse_prompt_cache_entries')).toEqual({ '': 1 });
    const outcome = first.usage.completion_tokens === seeded.max_tokens ? 'length' : 'stop';
    expect(metrics.of('muse_texts_total')).toEqual({ [`model="${mini}",outcome="${outcome}"`]: 1 });
  });

  it.each([
    ['chance has a part in it', { seed: undefined }],
    ['it says so', { cache: false }],
    ['it is not the same', { category: 'art' }],
    ['it may write less', { max_tokens: 59 }],
  ])('does not answer a request where %s', async (_, fields) => {
    await ideaOf(seeded);
    expect(await ideaOf({ ...seeded, ...fields })).toMatchObject({ cached: false });
    expect(await written()).toBe(2);
  });

  it('answers at temperature 0, whatever the seed', async () => {
    const greedy = { ...seeded, seed: undefined, temperature: 0 };
    const { content } = await ideaOf(greedy);
    expect(await ideaOf({ ...greedy, seed: 3 })).toMatchObject({ content, cached: true });
  });

  it('tells a stream like any other, and it can be resumed like any other', async () => {
    const events = await (await service.stream({ ...seeded, cache: false })).all();
    const { content } = await ideaOf(seeded);
    const query = new URLSearchParams({ prompt: 'Regen', language: 'de', max_tokens: '60', seed: '7', cache: 'true' });
    const stream = await getStream(`${service.url}${path}?${query.toString()}`);
    const { idea_id: id } = await stream.until('chunk');
    const { id: place } = stream.seen.at(-1)!;
    stream.abort();
    const rest = await (await getStream(`${service.url}${path}/${id}`, { 'last-event-id': place! })).all();
    const told = [...stream.seen, ...rest];
    expect(told.map(({ data }) => data.type)).toEqual(['start', ...told.slice(1, -1).map(() => 'chunk'), 'complete']);
    expect(textOf(told)).toBe(textOf(events));
    for (const { data } of told.slice(1, -1)) expect([...data.content].length).toBeLessThanOrEqual(10);
    const { idea } = told.at(-1)!.data;
    expect(idea).toMatchObject({ id, content, cached: true, generation_method: 'stream' });
    expect((await service.get(`/api/v1/ideas/${id}`)).body).toEqual(idea);
    // After the end it is kept for whoever comes back.
    expect(textOf(await (await getStream(`${service.url}${path}/${id}`)).all())).toBe(textOf(events));
    expect(await written()).toBe(2);
  });

  it('answers a stream by POST and a socket', async () => {
    await ideaOf(seeded);
    const posted = await (await service.stream(seeded)).until('complete');
    const socket = new WebSocket(`${service.url.replace('http', 'ws')}/api/v1/ws`);
    await within(once(socket, 'open'), 'the socket to open');
    const said = new Promise<Json>((resolve) => {
      socket.on('message', (data: Buffer) => {
        const message: Json = JSON.parse(data.toString());
        if (message.type === 'complete' || message.type === 'error') resolve(message);
      });
    });
    socket.send(JSON.stringify({ type: 'generate', request_id: 'a', request: seeded }));
    const { idea } = await within(said, 'the end of a generation');
    socket.close();
    expect([posted.idea.cached, idea.cached, await written()]).toEqual([true, true, 1]);
  });

  it('answers the items of a batch that survives a restart, unless it says otherwise', async () => {
    const request = { prompts: ['Tee', 'Regen'], temperature: 0, max_tokens: 24, parallel: false };
    const run = async (fields: object = {}): Promise<boolean[]> => {
      const { body } = await service.post('/api/v1/batches', { ...request, ...fields });
      const { items } = await eventually(async () => {
        const job = (await service.get(`/api/v1/batches/${body.id}`)).body;
        return job.state === 'done' ? job : undefined;
      }, 'the batch to end');
      return items.map(({ idea }: Json) => idea.cached);
    };
    expect(await run()).toEqual([false, false]);
    expect(await run()).toEqual([true, true]);
    expect(await run({ cache: false })).toEqual([false, false]);
    expect(await written()).toBe(4);
  });

  it('answers no batch whose texts have no seed, and no route of OpenAI', async () => {
    for (let n = 0; n < 2; n += 1) {
      const { ideas } = (await postBatch(service, { prompts: ['Tee'] })).body;
      expect(ideas[0].cached).toBe(false);
      const request = { model: mini, prompt: 'Tee', seed: 5, max_tokens: 12 };
      expect((await service.post('/v1/completions', request)).status).toBe(200);
    }
    expect(await written()).toBe(4);
    expect((await metricsOf(service)).of('muse_prompt_cache_requests_total')).toEqual({});
  });

  it('keeps as many texts as it was told', async () => {
    await service.kill();
    await start(1);
    const other = { ...seeded, seed: 8 };
    const cached: boolean[] = [];
    for (const request of [seeded, seeded, other, other, seeded]) cached.push((await ideaOf(request)).cached);
    expect(cached).toEqual([false, true, false, true, false]);
    expect((await metricsOf(service)).of('muse_prompt_cache_entries')).toEqual({ '': 1 });
  });

  it('is off with PROMPT_CACHE_SIZE=0', async () => {
    await service.kill();
    await start(0);
    expect([(await ideaOf(seeded)).cached, (await ideaOf(seeded)).cached, await written()]).toEqual([false, false, 2]);
    expect((await metricsOf(service)).of('muse_prompt_cache_entries')).toEqual({ '': 0 });
  });
});
