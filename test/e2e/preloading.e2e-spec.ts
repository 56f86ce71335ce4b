import { postBatch } from '../support/batches.js';
import type { Json } from '../support/json.js';
import { breakModel, modelFolder, untilStatus, usageOf } from '../support/models.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

const second = 'muse-second';
const third = 'muse-third';

/** The task that preloads never runs by itself. */
const quiet = { PRELOAD_CRON: '0 0 29 2 *' };

function cacheDir(): string {
  return modelFolder([{ key: second }, { key: third }, { key: 'muse-absent', installed: false }]);
}

function unload(service: Service, key: string): Promise<unknown> {
  return service.request(`/api/v1/models/${key}/unload`, { method: 'POST' });
}

describe('GET /api/v1/models/usage-stats', () => {
  let service: Service;
  const env = { MODEL_CACHE_DIR: cacheDir(), ...quiet };

  beforeAll(async () => {
    service = await startService({ env });
  });

  it('is empty before anybody asked for an idea', async () => {
    expect(await usageOf(service)).toEqual({
      usage_stats: {},
      intelligent_preload_enabled: true,
      preload_recommendations: [],
      preload_report: { hits: 0, cold_starts: 0, seconds_saved: 0, decisions: [] },
    });
  });

  it('counts every finished text once, whatever way it was asked for', async () => {
    const before = Date.now();
    const times: number[] = [];
    for (let seed = 1; seed <= 3; seed += 1) {
      times.push((await service.generate({ ...short, seed })).body.generation_time);
    }
    for (let seed = 1; seed <= 2; seed += 1) {
      const stream = await service.stream({ ...short, seed });
      times.push((await stream.until('complete')).idea.generation_time);
      // Counted before its reader hears of the end.
      expect((await usageOf(service)).usage_stats['muse-mini'].usage_count).toBe(3 + seed);
    }
    const batch = (await postBatch(service, { prompts: ['a', 'b', 'c', 'd'], models: ['muse-mini', 'gpt-9'] })).body;
    times.push(...batch.ideas.map(({ generation_time: time }: Json) => time));
    times.push((await service.post('/api/v1/random', {})).body.generation_time);
    times.push(JSON.parse(/^data: (\{"type":"complete".*\})$/m.exec(await getStream())![1]).idea.generation_time);
    // These finish no text.
    expect((await service.generate({ ...short, model: 'gpt-9' })).status).toBe(404);
    expect((await service.generate({ prompt: '' })).status).toBe(400);

    const { usage_stats: stats } = await usageOf(service);
    expect(Object.keys(stats)).toEqual(['muse-mini']);
    const usage = stats['muse-mini'];
    expect(usage).toEqual({
      usage_count: times.length,
      total_time: expect.any(Number),
      average_time: usage.total_time / times.length,
      last_used: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
      priority_score: expect.any(Number),
    });
    expect(times).toHaveLength(3 + 2 + 3 + 1 + 1);
    // The seconds of writing are a part of the seconds of the ideas, which hold the waiting, too.
    expect(usage.total_time).toBeGreaterThan(0);
    expect(usage.total_time).toBeLessThanOrEqual(times.reduce((sum, time) => sum + time, 0));
    expect(Date.parse(usage.last_used)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(usage.last_used)).toBeLessThanOrEqual(Date.now());
  });

  const getStream = async (): Promise<string> =>
    (await service.get('/api/v1/generate/stream?prompt=Regen&max_tokens=10')).text;

  it('does not count a text that nobody waited for', async () => {
    const before = (await usageOf(service)).usage_stats['muse-mini'].usage_count;
    const stream = await service.stream({ prompt: 'Regen', max_tokens: 1000, temperature: 2, top_k: 0 });
    await stream.until('chunk');
    stream.abort();
    await service.generate({ ...short, max_tokens: 200 });
    expect((await usageOf(service)).usage_stats['muse-mini'].usage_count - before).toBe(1);
  });

  it('works priority_score out of its own last_used when it is asked', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const earliest = Date.now();
      const { usage_stats: stats } = await usageOf(service);
      const latest = Date.now();
      const { usage_count: count, last_used: lastUsed, priority_score: score } = stats['muse-mini'];
      const at = (now: number): number => count * Math.max(0.1, 1 - (now - Date.parse(lastUsed)) / 1000 / 3600);
      expect(score).toBeLessThanOrEqual(at(earliest) + 1e-9);
      expect(score).toBeGreaterThanOrEqual(at(latest) - 1e-9);
    }
  });

  it('lets priority_score fall as time goes by', async () => {
    const scoreNow = async (): Promise<number> => (await usageOf(service)).usage_stats['muse-mini'].priority_score;
    const first = await scoreNow();
    await eventually(async () => ((await scoreNow()) < first ? true : undefined), 'the score to fall');
  });

  it('recommends the models in the order of their scores', async () => {
    const use = async (model: string, times: number): Promise<void> => {
      for (let turn = 0; turn < times; turn += 1) {
        expect((await service.generate({ ...short, max_tokens: 4, model })).status).toBe(200);
      }
    };
    await use(third, 1);
    await use(second, 3);
    const { usage_stats: stats, preload_recommendations: recommended } = await usageOf(service);
    const byScore = Object.keys(stats).sort((a, b) => stats[b].priority_score - stats[a].priority_score);
    expect(byScore).toEqual(['muse-mini', second, third]);
    // The top two: PRELOAD_TOP_MODELS is 2.
    expect(recommended).toEqual(byScore.slice(0, 2).map((key) => [key, { priority_score: stats[key].priority_score }]));
  });

  it('survives kill -9 and a restart', async () => {
    const facts = ({ usage_stats: stats }: Json): Json =>
      Object.fromEntries(
        Object.entries<Json>(stats).map(([key, { priority_score: _, ...rest }]) => [key, rest] as const),
      );
    await service.generate(short);
    const before = facts(await usageOf(service));
    await service.kill();
    service = await startService({ env, dataDir: service.dataDir });
    expect(facts(await usageOf(service))).toEqual(before);
    await service.generate(short);
    const after = facts(await usageOf(service));
    expect(after['muse-mini'].usage_count - before['muse-mini'].usage_count).toBe(1);
    expect(after['muse-mini'].total_time).toBeGreaterThan(before['muse-mini'].total_time);
    expect(after[second]).toEqual(before[second]);
  });
});

describe('preload_report', () => {
  it('counts hits, cold starts and the seconds that preloading saved', async () => {
    const service = await startService({ env: { MODEL_CACHE_DIR: cacheDir(), ...quiet } });
    const ask = async (model?: string): Promise<void> => {
      const { status } = await service.generate({ ...short, max_tokens: 4, ...(model === undefined ? {} : { model }) });
      expect(status).toBe(200);
    };
    const counts = async (): Promise<Json> => {
      const { hits, cold_starts: cold, seconds_saved: saved } = (await usageOf(service)).preload_report;
      return { hits, cold, saved };
    };
    const loadSeconds = (): number => Number([...service.log.matchAll(/muse-second loaded in ([\d.]+) s/g)].at(-1)![1]);

    await ask();
    await ask('muse-mini');
    expect(await counts()).toEqual({ hits: 2, cold: 0, saved: 0 });
    await ask(second); // loads it
    expect(await counts()).toEqual({ hits: 2, cold: 1, saved: 0 });
    await ask(second);
    expect(await counts()).toEqual({ hits: 3, cold: 1, saved: 0 });

    // Three that wait for one load are three cold starts and one load.
    await Promise.all([ask(third), ask(third), ask(third)]);
    expect(await counts()).toEqual({ hits: 3, cold: 4, saved: 0 });
    expect(service.log.match(/muse-third loading/g)).toHaveLength(1);

    await unload(service, second);
    await service.post('/api/v1/models/preload', { model_keys: [second] });
    expect(await counts()).toEqual({ hits: 3, cold: 4, saved: 0 });
    await ask(second);
    const { saved, ...rest } = await counts();
    expect(rest).toEqual({ hits: 4, cold: 4 });
    // The log rounds to hundredths.
    expect(Math.abs(saved - loadSeconds())).toBeLessThanOrEqual(0.0051);
    await ask(second); // only the first was saved a wait
    expect(await counts()).toEqual({ hits: 5, cold: 4, saved });

    // A batch asks once per prompt; what is unknown asks for no model.
    await postBatch(service, { prompts: ['a', 'b', 'c'], models: ['muse-mini', second, 'gpt-9'] });
    expect(await counts()).toEqual({ hits: 7, cold: 4, saved });
    await service.generate({ ...short, model: 'gpt-9' });
    expect(await counts()).toEqual({ hits: 7, cold: 4, saved });
    await service.stop();
  });

  it('does not count a request for a model that is not on this machine: it waits for no load', async () => {
    const service = await startService({ env: { MODEL_CACHE_DIR: cacheDir(), ...quiet } });
    expect((await service.generate({ ...short, model: 'muse-absent' })).status).toBe(503);
    expect((await usageOf(service)).preload_report).toMatchObject({ hits: 0, cold_starts: 0 });
    await service.stop();
  });

  it('does not count a request that the full queue refused', async () => {
    const service = await startService({ env: { MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '0', ...quiet } });
    const long = await findLongRequest(service);
    const before = (await usageOf(service)).preload_report.hits;
    const stream = await service.stream(long);
    await stream.until('chunk');
    for (let turn = 0; turn < 3; turn += 1) expect((await service.generate(short)).status).toBe(503);
    const { hits, cold_starts: cold } = (await usageOf(service)).preload_report;
    expect({ more: hits - before, cold }).toEqual({ more: 1, cold: 0 });
    await service.stop();
  });
});

describe('Intelligent preloading', () => {
  it('loads the most wanted models by itself, says why, and saves the wait', async () => {
    const service = await startService({ env: { MODEL_CACHE_DIR: cacheDir(), PRELOAD_CRON: '* * * * * *' } });
    await service.generate({ ...short, max_tokens: 4, model: second });
    await unload(service, second);

    const decision = await eventually(async () => {
      const { decisions } = (await usageOf(service)).preload_report;
      return decisions.find(({ model, action }: Json) => model === second && action === 'load');
    }, 'the decision to load a model');
    expect(decision).toEqual({
      at: expect.stringMatching(/Z$/),
      model: second,
      action: 'load',
      reason: expect.stringMatching(/rank 1/),
    });
    await untilStatus(service, second, 'loaded');
    expect(service.log).toMatch(/Preloader\] load muse-second: .*rank 1/);

    const before = (await usageOf(service)).preload_report;
    await service.generate({ ...short, max_tokens: 4, model: second });
    const after = (await usageOf(service)).preload_report;
    expect({ hits: after.hits - before.hits, cold: after.cold_starts }).toEqual({ hits: 1, cold: before.cold_starts });
    expect(after.seconds_saved).toBeGreaterThan(before.seconds_saved);
    await service.stop();
  });

  it('does not evict a model that was just used, and says who is in the way', async () => {
    // Room for two: the current model and one more.
    const env = { MODEL_CACHE_DIR: cacheDir(), PRELOAD_CRON: '* * * * * *', MODEL_MEMORY_LIMIT: '0.7' };
    const service = await startService({ env });
    for (let turn = 0; turn < 3; turn += 1) await service.generate({ ...short, max_tokens: 4, model: third });
    await unload(service, third);
    await service.generate({ ...short, max_tokens: 4, model: second });
    const decision = await eventually(async () => {
      const { decisions } = (await usageOf(service)).preload_report;
      return decisions.find(({ model, reason }: Json) => model === third && reason.includes(second));
    }, 'a decision about the model that has no room');
    expect(decision).toMatchObject({
      action: 'skip',
      reason: expect.stringMatching(/muse-second \((just used|busy)\)/),
    });
    await service.stop();
  });

  it('loads again what was wanted before a restart', async () => {
    const env = { MODEL_CACHE_DIR: cacheDir(), PRELOAD_CRON: '* * * * * *' };
    const first = await startService({ env });
    await first.generate({ ...short, max_tokens: 4, model: second });
    await first.kill();
    const next = await startService({ env, dataDir: first.dataDir });
    await untilStatus(next, second, 'loaded');
    expect((await usageOf(next)).preload_report).toMatchObject({ hits: 0, cold_starts: 0 });
    await next.stop();
  });

  it('lets a model that cannot be loaded fail alone', async () => {
    const folder = cacheDir();
    const env = { MODEL_CACHE_DIR: folder, PRELOAD_CRON: '* * * * * *' };
    const first = await startService({ env: { ...env, ...quiet } });
    for (const model of [third, third, second]) await first.generate({ ...short, max_tokens: 4, model });
    await first.stop();
    breakModel(folder, third);
    const next = await startService({ env, dataDir: first.dataDir });
    await untilStatus(next, third, 'error');
    await untilStatus(next, second, 'loaded');
    expect(next.log).not.toMatch(/^\s+at /m);
    await next.stop();
  });

  it('is off with PRELOAD_TOP_MODELS=0', async () => {
    const env = { MODEL_CACHE_DIR: cacheDir(), PRELOAD_CRON: '* * * * * *', PRELOAD_TOP_MODELS: '0' };
    const service = await startService({ env });
    await service.generate({ ...short, max_tokens: 4, model: second });
    await unload(service, second);
    const {
      intelligent_preload_enabled: enabled,
      preload_recommendations: recommended,
      preload_report: report,
    } = await usageOf(service);
    expect({ enabled, recommended, decisions: report.decisions }).toEqual({
      enabled: false,
      recommended: [],
      decisions: [],
    });
    expect((await service.get('/api/v1/models')).body.find(({ key }: Json) => key === second).status).toBe(
      'not_loaded',
    );
    await service.stop();
  });

  it('keeps one model with PRELOAD_TOP_MODELS=1', async () => {
    const service = await startService({ env: { MODEL_CACHE_DIR: cacheDir(), ...quiet, PRELOAD_TOP_MODELS: '1' } });
    await service.generate({ ...short, max_tokens: 4, model: second });
    await service.generate({ ...short, max_tokens: 4, model: second });
    await service.generate({ ...short, max_tokens: 4 });
    const { preload_recommendations: recommended } = await usageOf(service);
    expect(recommended.map(([key]: [string]) => key)).toEqual([second]);
    await service.stop();
  });
});
