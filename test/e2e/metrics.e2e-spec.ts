import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../support/json.js';
import { metricsOf, type ReadMetrics } from '../support/metrics.js';
import { expectProblem } from '../support/problems.js';
import { metricsIn } from '../support/prom-ql.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

const mini = 'model="muse-mini"';
const documents = join(__dirname, '../../docs');

describe('GET /metrics', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: { MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '0' } });
  });

  it('is text for Prometheus, below no prefix', async () => {
    const { status, headers } = await service.get('/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expectProblem(await service.get('/api/v1/metrics'), 404, 'not_found');
  });

  it('counts exactly what happened: texts, tokens, steps, and requests by route and status', async () => {
    const before = await metricsOf(service);
    for (let n = 0; n < 3; n += 1) {
      const { body } = await service.generate(short);
      expect(body.usage.completion_tokens).toBe(24);
    }
    const stream = await service.post('/api/v1/generate/stream', short);
    expect(stream.text).toContain('"type":"complete"');
    await service.generate({ ...short, creativity_level: 11 });
    await service.generate({ ...short, model: 'no-such-model' });
    await service.get('/api/v1/ideas/no-such-idea');
    for (const path of ['/nowhere', '/api/v1/generate/elsewhere']) await service.get(path);
    await service.postRaw('/api/v1/generate', '{', { 'content-type': 'application/json' });
    await refuseOne();

    const after = await metricsOf(service);
    const grown = (name: string): Record<string, number> => growthOf(name, before, after);
    expect(grown('muse_texts_total')).toEqual({
      [`${mini},outcome="length"`]: 5,
      [`${mini},outcome="queue_full"`]: 1,
    });
    const counts = {
      muse_generated_tokens_total: 5 * 24,
      // The first token of a text comes with its prompt.
      muse_step_batch_size_sum: 5 * 23,
      muse_step_batch_size_count: 5 * 23,
      muse_time_to_first_token_seconds_count: 5,
      muse_time_per_output_token_seconds_count: 5,
      muse_queue_wait_seconds_count: 5,
      muse_prompt_steps_total: 5,
    };
    for (const [name, count] of Object.entries(counts)) {
      expect({ name, ...grown(name) }).toEqual({ name, [mini]: count });
    }
    expect(grown('muse_idea_save_seconds_count')).toEqual({ '': 5 });
    expect(grown('muse_http_requests_total')).toEqual({
      'method="POST",route="/api/v1/generate",status="200"': 4,
      'method="POST",route="/api/v1/generate",status="400"': 1,
      'method="POST",route="/api/v1/generate",status="404"': 1,
      'method="POST",route="/api/v1/generate",status="503"': 1,
      'method="POST",route="/api/v1/generate/stream",status="200"': 1,
      'method="GET",route="/api/v1/ideas/:id",status="404"': 1,
      'method="GET",route="none",status="404"': 2,
      'method="POST",route="none",status="400"': 1,
      'method="GET",route="/metrics",status="200"': expect.any(Number),
    });
    for (const name of ['muse_texts_running', 'muse_texts_waiting', 'muse_model_silence_seconds']) {
      expect({ name, ...after.of(name) }).toEqual({ name, [mini]: 0 });
    }
    expect(after.of('muse_streams_open')).toEqual({ '': 0 });
    expect(after.of('muse_http_requests_in_flight')).toEqual({ '': 1 });
    expect(after.text).not.toContain('no-such-model');
  });

  it('knows the runners: loads, memory, deaths and restarts', async () => {
    const before = await metricsOf(service);
    expect(before.of('muse_runners')).toEqual({ [mini]: 1 });
    expect(before.of('muse_runner_deaths_total')).toEqual({ [mini]: 0 });
    expect(before.of('muse_model_loaded')[mini]).toBe(1);
    expect(before.of('muse_model_memory_bytes')[mini]).toBeGreaterThan(20e6);
    process.kill(service.runners[0], 'SIGKILL');
    const after = await eventually(async () => {
      const metrics = await metricsOf(service);
      return metrics.of('muse_runner_restarts_total')[mini] === 1 ? metrics : undefined;
    }, 'the runner to be started again');
    expect(after.of('muse_runner_deaths_total')).toEqual({ [mini]: 1 });
    expect(after.of('muse_runners')).toEqual({ [mini]: 1 });
    expect(growthOf('muse_model_load_seconds_count', before, after)).toEqual({ [mini]: 1 });
  });

  it('follows the conventions of Prometheus', async () => {
    const { text } = await metricsOf(service);
    const families = [...text.matchAll(/^# TYPE (muse_\w+) (\w+)$/gm)];
    expect(families.length).toBeGreaterThan(20);
    for (const [, name, type] of families) {
      expect({ name, type, total: name.endsWith('_total') }).toEqual({ name, type, total: type === 'counter' });
      expect(text).toMatch(new RegExp(`^# HELP ${name} \\S`, 'm'));
    }
  });

  describe('what is written about it', () => {
    let names: Set<string>;

    beforeAll(async () => {
      ({ names } = await metricsOf(service));
    });

    const read = (file: string): string => readFileSync(join(documents, file), 'utf8');

    it('the dashboard asks for metrics that exist, and its panels do not overlap', () => {
      const dashboard: Json = JSON.parse(read('grafana/creative-muse.json'));
      const panels = dashboard.panels.filter(({ type }: Json) => type !== 'row');
      expect(panels.length).toBeGreaterThan(10);
      for (const { title, targets, datasource } of panels) {
        expect({ title, source: datasource.uid }).toEqual({ title, source: '${datasource}' });
        expect(targets.length).toBeGreaterThan(0);
        for (const { expr } of targets) expectToExist(expr);
      }
      const places = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }: Json) =>
        Array.from({ length: Number(w) * Number(h) }, (_, n) =>
          [Number(x) + (n % w), Number(y) + Math.floor(n / w)].join(),
        ),
      );
      expect(new Set(places).size).toBe(places.length);
      const ids = dashboard.panels.map(({ id }: Json) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('the alerts ask for metrics that exist', () => {
      const expressions = [...read('grafana/alerts.yml').matchAll(/^ *expr: (.+)$/gm)].map(([, expr]) => expr);
      expect(expressions.length).toBeGreaterThan(5);
      expressions.forEach(expectToExist);
    });

    it('the operators’ page names every metric of ours, and no other', () => {
      const families = [...names].filter((name) => name.startsWith('muse_')).map((name) => familyOf(name));
      const named = [...read('operations.md').matchAll(/`(muse_\w+)/g)].map(([, name]) => familyOf(name));
      expect([...new Set(named)].sort()).toEqual([...new Set(families)].sort());
    });

    function expectToExist(expression: string): void {
      const used = metricsIn(expression);
      expect({ expression, used: used.length > 0 }).toEqual({ expression, used: true });
      // Prometheus makes `up` itself.
      const unknown = used.filter((name) => name !== 'up' && !names.has(name));
      expect({ expression, unknown }).toEqual({ expression, unknown: [] });
    }
  });

  /** One text that stands still, and one that finds the queue full. */
  async function refuseOne(): Promise<void> {
    const [runner] = service.runners;
    process.kill(runner, 'SIGSTOP');
    try {
      const waiting = service.generate(short);
      await eventually(
        async () => ((await metricsOf(service)).of('muse_texts_waiting')[mini] === 1 ? true : undefined),
        'a text to wait',
      );
      expectProblem(await service.generate(short), 503, 'queue_full');
      process.kill(runner, 'SIGCONT');
      expect((await waiting).status).toBe(200);
    } finally {
      process.kill(runner, 'SIGCONT');
    }
  }
});

/** What a metric's samples have grown by, those that have not left out. */
function growthOf(name: string, before: ReadMetrics, after: ReadMetrics): Record<string, number> {
  const earlier = before.of(name);
  const grown = Object.entries(after.of(name)).map(
    ([labels, value]) => [labels, value - (earlier[labels] ?? 0)] as const,
  );
  return Object.fromEntries(grown.filter(([, by]) => by !== 0));
}

function familyOf(name: string): string {
  return name.replace(/_(bucket|sum|count)$/, '');
}
