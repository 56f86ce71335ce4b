// The specification (creative-muse-features.md), line by line; docs/specification.md is the table of these tests.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EventSource } from 'eventsource';
import { expectBatch, expectBatchStream, postBatch, streamBatch } from '../support/batches.js';
import { parseCurl } from '../support/curl.js';
import type { Json } from '../support/json.js';
import { modelFolder, modelOf, newFolder, untilStatus, usageOf } from '../support/models.js';
import { expectProblem } from '../support/problems.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Answer, type Service, startService } from '../support/service.js';
import type { StreamedEvent } from '../support/sse.js';
import { within } from '../support/wait.js';

/** The models of the specification's examples. Here, muse-mini's files stand for theirs. */
const mistral = 'mistral-7b-instruct-v0.3';
const dialoGpt = 'microsoft-dialoGPT-medium';

/** The task that preloads never runs by itself. */
const quiet = { PRELOAD_CRON: '0 0 29 2 *' };

const startup = { prompt: 'Startup-Idee', category: 'business', language: 'de' };

let service: Service;

beforeAll(async () => {
  const models = modelFolder([{ key: mistral }, { key: dialoGpt }]);
  service = await startService({ env: { MODEL_CACHE_DIR: models, ...quiet } });
  const { body } = await service.post('/api/v1/models/preload', { model_keys: [mistral, dialoGpt] });
  expect(body.results.map(({ success }: Json) => success)).toEqual([true, true]);
});

/** Sends what a curl command of the specification would send, to this service. */
function curl(command: string): Promise<Answer> {
  const { url, init } = parseCurl(command);
  expect(url.origin).toBe('http://localhost:8000');
  return service.request(url.pathname + url.search, init);
}

function eventsOf(text: string): Json[] {
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data));
}

/** start, chunk*, complete: what the example of the specification shows. */
function expectIdeaEvents(events: readonly Json[]): void {
  expect(events.map(({ type }) => type).join(' ')).toMatch(/^(queued )*start (chunk )+complete$/);
  const start = events.find(({ type }) => type === 'start');
  expect(start).toMatchObject({ idea_id: expect.stringMatching(/\S/), progress: 0 });
  for (const event of events) expect(event.idea_id).toBe(start.idea_id);
  for (const { content, progress } of events.filter(({ type }) => type === 'chunk')) {
    expect(content).toMatch(/[^]/);
    expect(progress).toBeGreaterThan(0);
    expect(progress).toBeLessThan(1);
  }
  expect(events.at(-1)).toMatchObject({ progress: 1, idea: { id: start.idea_id } });
}

function chunksOf(events: readonly StreamedEvent[]): string[] {
  return events.filter(({ data }) => data.type === 'chunk').map(({ data }) => data.content);
}

describe('Neue Features', () => {
  it('Echtzeit-Text-Streaming: Server-Sent Events für Live-Updates', async () => {
    const stream = await service.stream(await findLongRequest(service));
    const { idea_id: id } = await stream.until('chunk');
    // Its text is here, and the idea is not finished yet.
    expectProblem(await service.get(`/api/v1/ideas/${id}`), 404, 'idea_not_found');
    await stream.until('complete');
    expect((await service.get(`/api/v1/ideas/${id}`)).status).toBe(200);
  });

  it('Batch-Processing: Mehrere Ideen gleichzeitig generieren', async () => {
    const all = await (await streamBatch(service, { prompts: ['Idee 1', 'Idee 2', 'Idee 3'] })).all();
    const items = expectBatchStream(all, 3);
    const firstEnd = Math.min(...items.map(({ end }) => end));
    for (const { begin } of items) expect(begin).toBeLessThan(firstEnd);
  });

  it('Intelligentes Vorladen: Predictive Model Loading basierend auf Nutzungsstatistiken', async () => {
    const env = { MODEL_CACHE_DIR: modelFolder([{ key: mistral }]), PRELOAD_CRON: '* * * * * *' };
    const used = await startService({ env });
    await used.generate({ ...short, model: mistral });
    await used.request(`/api/v1/models/${mistral}/unload`, { method: 'POST' });
    await untilStatus(used, mistral, 'loaded');
    const { decisions } = (await usageOf(used)).preload_report;
    expect(decisions).toContainEqual(expect.objectContaining({ model: mistral, action: 'load' }));
    await used.stop();
  });

  it('Modell-spezifische Prompts: Optimierte Prompts für verschiedene AI-Modelle', async () => {
    const templates = ['muse-mini', 'mistral', 'dialogpt', 'plain', 'chat'];
    const models = modelFolder(templates.map((template) => ({ key: `muse-${template}`, prompt_template: template })));
    const several = await startService({ env: { MODEL_CACHE_DIR: models } });
    const tokens: number[] = [];
    for (const template of templates) {
      const { status, body } = await several.generate({ ...short, ...startup, model: `muse-${template}` });
      expect(status).toBe(200);
      tokens.push(body.usage.prompt_tokens);
    }
    // The same wish is another prompt for each model. To the letter: libs/core/src/prompts/render-prompt.spec.ts.
    expect(new Set(tokens).size).toBe(templates.length);
    await several.stop();
  });

  it('Parallele Verarbeitung: Asynchrone Generierung für bessere Performance', async () => {
    const stream = await service.stream(await findLongRequest(service));
    await stream.until('chunk');
    // While it writes, others are served, by the same model and by another.
    expect((await service.generate(short)).status).toBe(200);
    expect((await service.generate({ ...short, model: mistral })).status).toBe(200);
    expect((await service.get('/health')).status).toBe(200);
    const before = stream.seen.length;
    await stream.until('complete');
    expect(stream.seen.length).toBeGreaterThan(before + 1);
  });

  it('Erweiterte Statistiken: Streaming- und Batch-Metriken', async () => {
    const stats = async (): Promise<Json> => (await service.get('/api/v1/stats')).body;
    const before = await stats();
    const stream = await service.stream(await findLongRequest(service));
    await stream.until('chunk');
    expect((await stats()).streaming_stats.active_sessions).toBe(1);
    await stream.until('complete');
    await postBatch(service, { prompts: ['Idee 1', 'Idee 2'] });
    const after = await stats();
    expect(after.total_ideas - before.total_ideas).toBe(3);
    const { streaming_stats: streams, batch_stats: batches } = before;
    expect(after.streaming_stats.total_streaming_requests - streams.total_streaming_requests).toBe(1);
    expect(after.batch_stats.total_batch_requests - batches.total_batch_requests).toBe(1);
    expect(after.batch_stats.batch_methods.model_batch - (batches.batch_methods.model_batch ?? 0)).toBe(1);
  });
});

describe('Neue API-Endpunkte', () => {
  it('1. Echtzeit-Streaming: POST /api/v1/generate/stream', async () => {
    const stream = await service.stream({
      prompt: 'Innovative Startup-Idee',
      category: 'business',
      creativity_level: 8,
      language: 'de',
      model: mistral,
    });
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream\b/);
    const events = (await stream.all()).map(({ data }) => data);
    expectIdeaEvents(events);
    expect(events.at(-1).idea).toMatchObject({ category: 'business', language: 'de', model_used: mistral });
  });

  it('2. Batch-Processing: POST /api/v1/generate/batch', async () => {
    const { status, body } = await postBatch(service, {
      prompts: ['KI-gestützte Bildung', 'Nachhaltige Mobilität', 'Digitale Gesundheit'],
      category: 'technology',
      creativity_level: 7,
      language: 'de',
      models: [mistral, dialoGpt],
      parallel: true,
    });
    expect(status).toBe(200);
    expectBatch(body, { total: 3 });
    for (const idea of body.ideas) {
      expect(idea).toMatchObject({
        id: expect.stringMatching(/\S/),
        title: expect.stringMatching(/\S/),
        content: expect.stringMatching(/\S/),
        category: 'technology',
        generation_time: expect.any(Number),
      });
    }
    expect(body.ideas.map((idea: Json) => idea.model_used)).toEqual([mistral, dialoGpt, 'muse-mini']);
  });

  it('2. Batch-Processing: success_count 2, failed_count 1, average_time = total_time / success_count', async () => {
    const { body } = await postBatch(service, { prompts: ['a', 'b', 'c'], models: [mistral, 'gpt-9'] });
    expectBatch(body, { total: 3, failed: 1 });
    expect(body).toMatchObject({ total_count: 3, success_count: 2, failed_count: 1 });
    expect(body.average_time).toBe(body.total_time / 2);
  });

  it('3. Intelligentes Vorladen: POST /api/v1/models/preload', async () => {
    await service.request(`/api/v1/models/${mistral}/unload`, { method: 'POST' });
    const answer = await service.post('/api/v1/models/preload', {
      model_keys: [mistral, dialoGpt],
      priority: 'high',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      message: 'Vorladen abgeschlossen',
      results: [
        { model: mistral, success: true, status: 'loaded' },
        { model: dialoGpt, success: true, status: 'already_loaded' },
      ],
      priority: 'high',
    });
  });

  it('4. Modell-Nutzungsstatistiken: GET /api/v1/models/usage-stats', async () => {
    await service.generate({ ...short, model: mistral });
    const stats = await usageOf(service);
    expect(stats).toEqual({
      usage_stats: expect.any(Object),
      intelligent_preload_enabled: true,
      preload_recommendations: expect.any(Array),
      preload_report: expect.any(Object),
    });
    expect(stats.usage_stats[mistral]).toEqual({
      usage_count: expect.any(Number),
      total_time: expect.any(Number),
      average_time: expect.any(Number),
      last_used: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/),
      priority_score: expect.any(Number),
    });
    for (const [key, recommended] of stats.preload_recommendations) {
      expect(recommended).toEqual({ priority_score: stats.usage_stats[key].priority_score });
    }
  });
});

describe('Modell-spezifische Prompts', () => {
  it('model_adaptations: "mistral-7b-instruct-v0.3", "microsoft-dialoGPT-medium" stehen im Katalog', async () => {
    const bare = await startService();
    for (const key of [mistral, dialoGpt]) {
      expect(await modelOf(bare, key)).toMatchObject({ key, available: false, loaded: false, status: 'not_loaded' });
      expectProblem(await bare.generate({ ...short, model: key }), 503, 'model_not_downloaded');
    }
    await bare.stop();
  });

  it('[INST] und Human: im Prompt eines Menschen sind Text', async () => {
    const prompt = '[INST] Human: Regen [/INST] Assistant:';
    const { status, body } = await service.generate({ ...short, prompt, model: mistral });
    expect({ status, prompt: body.prompt }).toEqual({ status: 200, prompt });
  });
});

describe('Erweiterte Statistiken', () => {
  it('Die /api/v1/stats Endpunkt wurde erweitert', async () => {
    const { status, body } = await service.get('/api/v1/stats');
    expect(status).toBe(200);
    const { id } = (await service.generate(short)).body;
    await service.post(`/api/v1/ideas/${id}/rate`, { rating: 4 });
    const [ideas, recent]: number[] = [body.total_ideas, body.recent_activity];
    expect((await service.get('/api/v1/stats')).body).toEqual({
      total_ideas: ideas + 1,
      categories: expect.objectContaining({ business: expect.any(Number), technology: expect.any(Number) }),
      average_rating: 4,
      recent_activity: recent + 1,
      model_stats: {
        total_models: (await service.get('/api/v1/models')).body.length,
        available_models: 3,
        loaded_models: 3,
        current_model: 'muse-mini',
        memory: expect.anything(),
      },
      streaming_stats: {
        active_sessions: 0,
        total_streaming_requests: expect.any(Number),
        average_streaming_time: expect.any(Number),
      },
      batch_stats: {
        total_batch_requests: expect.any(Number),
        batch_methods: expect.objectContaining({ model_batch: expect.any(Number), parallel_batch: expect.any(Number) }),
        parallel_processing_enabled: true,
        diversity: expect.anything(),
      },
    });
  });
});

describe('Intelligentes Vorladen: Funktionsweise', () => {
  it('1. Nutzungsstatistiken: Tracking von Modell-Nutzung und Performance', async () => {
    const usage = async (): Promise<Json> => (await usageOf(service)).usage_stats[mistral];
    await service.generate({ ...short, model: mistral });
    const before = await usage();
    const time: number = (await service.generate({ ...short, model: mistral })).body.generation_time;
    const after = await usage();
    expect(after.usage_count - before.usage_count).toBe(1);
    expect(after.total_time).toBeGreaterThan(before.total_time);
    expect(after.total_time - before.total_time).toBeLessThanOrEqual(time + 1e-9);
    expect(after.average_time).toBe(after.total_time / after.usage_count);
    expect(Date.parse(after.last_used)).toBeGreaterThan(Date.parse(before.last_used));
  });

  it('2. Prioritätsscore: Berechnung basierend auf Häufigkeit und Aktualität', async () => {
    // time_factor = max(0.1, 1.0 - (now - last_used).total_seconds() / 3600)
    // priority_score = usage_count * time_factor
    const earliest = Date.now();
    const { usage_stats: stats } = await usageOf(service);
    const latest = Date.now();
    for (const { usage_count: count, last_used: lastUsed, priority_score: score } of Object.values<Json>(stats)) {
      const at = (now: number): number => count * Math.max(0.1, 1 - (now - Date.parse(lastUsed)) / 1000 / 3600);
      expect(score).toBeLessThanOrEqual(at(earliest) + 1e-9);
      expect(score).toBeGreaterThanOrEqual(at(latest) - 1e-9);
    }
  });

  it('3. Automatisches Vorladen: Top 2 Modelle werden proaktiv geladen', async () => {
    const keys = [mistral, dialoGpt, 'muse-third'];
    const env = { MODEL_CACHE_DIR: modelFolder(keys.map((key) => ({ key }))), PRELOAD_CRON: '* * * * * *' };
    const first = await startService({ env: { ...env, ...quiet } });
    for (const [place, model] of keys.entries()) {
      for (let times = 3; times > place; times -= 1) await first.generate({ ...short, max_tokens: 4, model });
    }
    await first.stop();
    const next = await startService({ env, dataDir: first.dataDir });
    await untilStatus(next, mistral, 'loaded');
    await untilStatus(next, dialoGpt, 'loaded');
    expect((await modelOf(next, 'muse-third')).status).toBe('not_loaded');
    await next.stop();
  });

  it('4. Speicher-Management: Intelligente Ressourcen-Optimierung', async () => {
    // Room for two, each a little more than 0.3 GB.
    const env = { MODEL_CACHE_DIR: modelFolder([{ key: mistral }, { key: dialoGpt }]), MODEL_MEMORY_LIMIT: '0.7' };
    const small = await startService({ env: { ...env, ...quiet } });
    const preload = async (key: string): Promise<string> =>
      (await small.post('/api/v1/models/preload', { model_keys: [key], priority: 'high' })).body.results[0].status;
    expect(await preload(mistral)).toBe('loaded');
    expect(await preload(dialoGpt)).toBe('loaded');
    const { body } = await small.get('/api/v1/models');
    const loaded = body.filter((model: Json) => model.loaded).map(({ key }: Json) => key);
    expect(loaded.sort()).toEqual([dialoGpt, 'muse-mini'].sort());
    expect(small.runners).toHaveLength(2);
    await small.stop();
  });
});

describe('Performance-Optimierungen', () => {
  it('ThreadPoolExecutor: Bis zu 4 parallele Worker', () => {
    expect(exampleLines()).toContain('MAX_PARALLEL_WORKERS=4');
  });

  it('Asyncio: Asynchrone Batch-Verarbeitung', async () => {
    const models = [mistral, dialoGpt, mistral, dialoGpt];
    const all = await (await streamBatch(service, { prompts: ['a', 'b', 'c', 'd'], models })).all();
    const items = expectBatchStream(all, 4);
    const [ours, others] = [
      [items[0], items[2]],
      [items[1], items[3]],
    ];
    expect(Math.min(...ours.map(({ begin }) => begin))).toBeLessThan(Math.max(...others.map(({ end }) => end)));
    expect(Math.min(...others.map(({ begin }) => begin))).toBeLessThan(Math.max(...ours.map(({ end }) => end)));
  });

  it('Memory Management: Intelligente Speicher-Nutzung', async () => {
    const before = service.runners.length;
    await service.request(`/api/v1/models/${dialoGpt}/unload`, { method: 'POST' });
    // The process ends, and all of its memory is free.
    expect(service.runners).toHaveLength(before - 1);
    await service.post('/api/v1/models/preload', { model_keys: [dialoGpt] });
  });

  it('Chunk-basiert: 50-Zeichen Chunks für flüssiges Streaming', async () => {
    const chunks = chunksOf(await (await service.stream({ prompt: 'Regen', seed: 1 })).all());
    for (const chunk of chunks) expect([...chunk].length).toBeLessThanOrEqual(50);
  });

  it('Delay-Simulation: 0.1s zwischen Chunks für realistische UX', async () => {
    // It differs: nothing waits for show. With chunks of one character, a simulated delay would take 0.1 s for each.
    const quick = await startService({ env: { STREAMING_CHUNK_SIZE: '1' } });
    const events = await (await quick.stream({ prompt: 'Regen', seed: 1, max_tokens: 100 })).all();
    const chunks = chunksOf(events);
    for (const chunk of chunks) expect([...new Intl.Segmenter().segment(chunk)]).toHaveLength(1);
    expect(events.at(-1)!.data.idea.generation_time).toBeLessThan(chunks.length * 0.1);
    await quick.stop();
  });

  it('Error Handling: Robuste Fehlerbehandlung mit Fallbacks', async () => {
    // It differs: a failure is an error and never canned text; the rest goes on.
    expectProblem(await service.generate({ ...short, model: 'gpt-9' }), 404, 'model_not_found');
    const { body } = await postBatch(service, { prompts: ['a', 'b'], models: ['gpt-9'] });
    expectBatch(body, { total: 2, failed: 1 });
    const before = service.runners;
    const stream = await service.stream({ ...(await findLongRequest(service)), model: dialoGpt });
    await stream.until('chunk');
    // Whoever writes it dies; the stream says so, and the model comes back.
    for (const pid of before) process.kill(pid, 'SIGKILL');
    expect((await stream.all()).at(-1)!.data).toMatchObject({ type: 'error', code: 'runner_died' });
    for (const key of ['muse-mini', mistral, dialoGpt]) await untilStatus(service, key, 'loaded');
    expect((await service.generate({ ...short, model: dialoGpt })).status).toBe(200);
  });
});

describe('Setup & Installation', () => {
  it('1. Dependencies installieren, 2. Backend starten: npm statt pip und python', async () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
    expect(scripts.start).toMatch(/\S/);
    const started = await startService();
    expect(started.log).toMatch(/Listening on/);
    await started.stop();
  });

  it('3. Features testen: Streaming testen', async () => {
    const { status, headers, text } = await curl(
      `curl -N -H "Accept: text/event-stream" \\
  -H "Content-Type: application/json" \\
  -d '{"prompt":"Test","category":"general"}' \\
  http://localhost:8000/api/v1/generate/stream`,
    );
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: expect.stringMatching(/^text\/event-stream\b/),
    });
    expectIdeaEvents(eventsOf(text));
  });

  it('3. Features testen: Batch-Processing testen', async () => {
    const { status, body } = await curl(
      `curl -X POST \\
  -H "Content-Type: application/json" \\
  -d '{"prompts":["Idee 1","Idee 2"],"parallel":true}' \\
  http://localhost:8000/api/v1/generate/batch`,
    );
    expect(status).toBe(200);
    expectBatch(body, { total: 2 });
    expect(body.ideas.map(({ prompt }: Json) => prompt)).toEqual(['Idee 1', 'Idee 2']);
  });
});

/** The settings that .env.example names, as they are written there. */
function exampleLines(): string[] {
  return readFileSync(join(__dirname, '../../.env.example'), 'utf8').split('\n');
}

describe('Umgebungsvariablen', () => {
  it.each([
    'HF_TOKEN=',
    'MODEL_CACHE_DIR=./models',
    'API_HOST=localhost',
    'API_PORT=8000',
    'STREAMING_CHUNK_SIZE=50',
    'STREAMING_DELAY=0.1',
    'MAX_PARALLEL_WORKERS=4',
    'PRELOAD_TOP_MODELS=2',
  ])('%s steht mit seiner Vorgabe in .env.example', (line) => {
    expect(exampleLines()).toContain(line);
  });

  it('# .env, so wie sie dort steht', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'models'));
    modelFolder([{ key: 'muse-second' }], join(folder, 'models'));
    const written = `# .env
HF_TOKEN=your_huggingface_token
MODEL_CACHE_DIR=./models
API_HOST=localhost
API_PORT=8000

# Neue Streaming-Konfiguration
STREAMING_CHUNK_SIZE=50
STREAMING_DELAY=0.1
MAX_PARALLEL_WORKERS=4
PRELOAD_TOP_MODELS=2
`;
    writeFileSync(join(folder, '.env'), written);
    // The port comes from the environment, which goes before the file: 8000 may be taken here.
    const started = await startService({ dataDir: folder });
    expect((await started.generate({ ...short, model: 'muse-second' })).status).toBe(200);
    expect((await usageOf(started)).intelligent_preload_enabled).toBe(true);
    await started.stop();
  });

  it('HF_TOKEN=your_huggingface_token', async () => {
    const token = 'hf_your_huggingface_token';
    const started = await startService({ env: { HF_TOKEN: token } });
    await started.generate(short);
    const { output } = await started.stop();
    expect(output).not.toContain(token);
  });

  it('API_HOST=localhost, API_PORT=8000: dort hört der Dienst', async () => {
    const port = await freePort();
    const started = await startService({ env: { API_HOST: 'localhost', API_PORT: String(port) } });
    const response = await within(fetch(`http://localhost:${port}/health`), 'the health');
    expect(response.status).toBe(200);
    await started.stop();
  });

  it('STREAMING_CHUNK_SIZE und STREAMING_DELAY: so viele Zeichen, so lange wartet ein Chunk höchstens', async () => {
    const request = { prompt: 'Regen', seed: 3, temperature: 0.5 };
    const chunks = async (env: Record<string, string>): Promise<string[]> => {
      const started = await startService({ env });
      const found = chunksOf(await (await started.stream(request)).all());
      await started.stop();
      return found;
    };
    const patient = await chunks({ STREAMING_CHUNK_SIZE: '20', STREAMING_DELAY: '10' });
    // The first token leaves at once and the rest at the end; between them every chunk is full.
    for (const chunk of patient.slice(1, -1)) expect([...chunk]).toHaveLength(20);
    const eager = await chunks({ STREAMING_CHUNK_SIZE: '20', STREAMING_DELAY: '0' });
    expect(eager.join('')).toBe(patient.join(''));
    expect(eager.length).toBeGreaterThan(patient.length);
  });
});

describe('Troubleshooting', () => {
  it('Prüfe SSE-Support', async () => {
    const { status, headers, text } = await curl(
      `curl -H "Accept: text/event-stream" http://localhost:8000/api/v1/generate/stream`,
    );
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: expect.stringMatching(/^text\/event-stream\b/),
    });
    expectIdeaEvents(eventsOf(text));
  });

  it('Browser-Kompatibilität: EventSource API wird benötigt', async () => {
    const source = new EventSource(`${service.url}/api/v1/generate/stream?prompt=Test&max_tokens=20`);
    const events: Json[] = [];
    try {
      await within(
        new Promise<void>((resolve, reject) => {
          source.onmessage = ({ data }) => {
            events.push(JSON.parse(data));
            if (events.at(-1).type === 'complete') resolve();
          };
          source.onerror = ({ message }) => reject(new Error(message));
        }),
        'the EventSource to see the end',
      );
    } finally {
      source.close();
    }
    expectIdeaEvents(events);
  });

  it('Reduziere parallele Worker: MAX_PARALLEL_WORKERS=2', async () => {
    const keys = [mistral, dialoGpt];
    const env = { MODEL_CACHE_DIR: modelFolder(keys.map((key) => ({ key }))), MAX_PARALLEL_WORKERS: '2', ...quiet };
    const started = await startService({ env });
    await started.post('/api/v1/models/preload', { model_keys: keys });
    const models = ['muse-mini', ...keys];
    const all = await (await streamBatch(started, { prompts: ['a', 'b', 'c'], models })).all();
    const items = expectBatchStream(all, 3);
    // Three models, two at a time: the last to begin begins when another has ended.
    const lastBegin = Math.max(...items.map(({ begin }) => begin));
    const firstEnd = Math.min(...items.map(({ end }) => end));
    expect(lastBegin).toBeGreaterThan(firstEnd);
    await started.stop();
  });

  it('Prüfe Modell-Verfügbarkeit', async () => {
    const { status, body } = await curl('curl http://localhost:8000/api/v1/models');
    expect(status).toBe(200);
    const available = body.filter((model: Json) => model.available).map(({ key }: Json) => key);
    expect(available.sort()).toEqual(['muse-mini', mistral, dialoGpt].sort());
  });

  it('Speicher-Status', async () => {
    const { status, body } = await curl('curl http://localhost:8000/api/v1/models/usage-stats');
    expect(status).toBe(200);
    expect(Object.keys(body.usage_stats)).toContain('muse-mini');
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
