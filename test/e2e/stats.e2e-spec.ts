import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { SseStream } from '../support/sse.js';

describe('GET /api/v1/stats', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  it('begins with nothing', async () => {
    const { status, body } = await service.get('/api/v1/stats');
    const { body: models } = await service.get('/api/v1/models');
    expect(status).toBe(200);
    expect(body).toEqual({
      total_ideas: 0,
      categories: {},
      average_rating: null,
      recent_activity: 0,
      model_stats: {
        total_models: models.length,
        available_models: 1,
        loaded_models: 1,
        current_model: 'muse-mini',
        memory: { api_bytes: expect.any(Number), model_bytes: { 'muse-mini': expect.any(Number) } },
      },
      streaming_stats: { active_sessions: 0, total_streaming_requests: 0, average_streaming_time: 0 },
      batch_stats: {
        total_batch_requests: 0,
        batch_methods: {},
        parallel_processing_enabled: true,
        diversity: { ideas: 0, distinct: 0, mean_similarity: null, rewritten: 0 },
      },
    });
  });

  it('counts every idea, stream, batch and rating, and keeps the counts over a kill -9', async () => {
    const { body: first } = await service.generate({ ...short, category: 'business' });
    const { body: second } = await service.generate({ ...short, category: 'art' });
    const stream = await service.post('/api/v1/generate/stream', { ...short, category: 'art' });
    expect(stream.text).toContain('"type":"complete"');
    const { body: batch } = await service.post('/api/v1/generate/batch', {
      prompts: ['Regen', 'Schnee'],
      category: 'art',
    });
    const { diversity } = batch;
    await service.post('/api/v1/generate/batch', { prompts: ['Nebel'], parallel: false });
    await service.post(`/api/v1/ideas/${first.id}/rate`, { rating: 5 });
    await service.post(`/api/v1/ideas/${second.id}/rate`, { rating: 1 });
    await service.post(`/api/v1/ideas/${second.id}/rate`, { rating: 2 });

    const expected = {
      total_ideas: 6,
      categories: { art: 4, business: 1, general: 1 },
      average_rating: 3.5,
      recent_activity: 6,
      streaming_stats: {
        active_sessions: 0,
        total_streaming_requests: 1,
        average_streaming_time: expect.any(Number),
      },
      batch_stats: {
        total_batch_requests: 2,
        batch_methods: { model_batch: 1, sequential_batch: 1 },
        parallel_processing_enabled: true,
        // Only the first batch has two ideas that can be compared.
        diversity: { ideas: 3, mean_similarity: diversity.mean_similarity, rewritten: 0 },
      },
    };
    const before = await service.get('/api/v1/stats');
    expect(before.body).toMatchObject(expected);
    expect(before.body.streaming_stats.average_streaming_time).toBeGreaterThan(0);

    await service.kill();
    const again = await startService({ dataDir: service.dataDir });
    const after = await again.get('/api/v1/stats');
    expect({ ...after.body, model_stats: null }).toEqual({ ...before.body, model_stats: null });
  });
});

describe('GET /api/v1/stats/stream', () => {
  it('sends live figures again and again', async () => {
    const service = await startService();
    await service.generate(short);
    const abort = new AbortController();
    const response = await fetch(`${service.url}/api/v1/stats/stream`, { signal: abort.signal });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const stream = new SseStream(response, abort);
    const events = [await stream.next(), await stream.next()];
    stream.abort();
    expect(events.map((event) => event?.id)).toEqual(['stats:0', 'stats:1']);
    for (const event of events) {
      expect(event?.data).toEqual({
        type: 'stats',
        at: expect.stringMatching(/Z$/),
        active_sessions: 0,
        models: { 'muse-mini': expect.objectContaining({ queue_depth: 0, running: 0 }) },
      });
      expect(Object.keys(event?.data.models['muse-mini'])).toEqual([
        'tokens_per_second',
        'queue_depth',
        'running',
        'time_to_first_token',
        'prompt_tokens',
        'cached_prompt_tokens',
        'memory_bytes',
      ]);
    }
  });
});
