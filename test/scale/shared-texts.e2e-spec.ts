import { Cluster } from '../support/cluster.js';
import { Collector, treeBelow } from '../support/collector.js';
import { modelFolder } from '../support/models.js';
import type { Service } from '../support/service.js';
import { eventually } from '../support/wait.js';

const wish = { prompt: 'Tee', language: 'de', max_tokens: 30, seed: 7 };
const parent = '00f067aa0ba902b7';

/** What is known of a text beyond the process that was asked for it. */
describe('Processes that share their texts', () => {
  let collector: Collector;
  let apis: Service[];

  beforeAll(async () => {
    collector = await Collector.start();
    const cluster = await Cluster.start({
      MODEL_CACHE_DIR: modelFolder([{ key: 'cold' }]),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      PRELOAD_TOP_MODELS: '0',
      PROMPT_CACHE_SIZE: '10',
    });
    await Promise.all([cluster.worker(), cluster.worker()]);
    apis = await Promise.all([cluster.api(), cluster.api()]);
    await Promise.all(apis.map((api) => api.ready()));
  });

  it('tell a text again that another was asked for, as a new idea', async () => {
    const [first, second] = [await apis[0].generate(wish), await apis[1].generate(wish)];
    expect([first.body.cached, second.body.cached]).toEqual([false, true]);
    expect(second.body.content).toBe(first.body.content);
    expect(second.body.id).not.toBe(first.body.id);
    // Without a seed it is another text each time, whatever seed it was given here.
    const { seed: _, ...anew } = wish;
    for (const api of apis) expect((await api.generate(anew)).body.cached).toBe(false);
  });

  it('trace a request down to the steps of the worker', async () => {
    const traceId = '7'.padStart(32, '0');
    const headers = { 'content-type': 'application/json', traceparent: `00-${traceId}-${parent}-01` };
    const { status } = await apis[0].postRaw('/api/v1/generate', JSON.stringify({ ...wish, seed: 8 }), headers);
    expect(status).toBe(200);
    const spans = await collector.trace(traceId, 6);
    const leaf = (name: string): object => ({ name, below: [] });
    const [tree, ...others] = treeBelow(spans, parent);
    expect(others).toEqual([]);
    expect(tree).toEqual({
      name: 'POST /api/v1/generate',
      below: [
        leaf('wait in queue'),
        { name: 'chat muse-mini', below: [leaf('wait'), leaf('write text'), leaf('save idea')] },
      ],
    });
    const processOf = (name: string): unknown =>
      spans.find((span) => span.name === name)!.service['service.instance.id'];
    expect(processOf('write text')).toBe(processOf('wait in queue'));
    expect(processOf('write text')).not.toBe(processOf('POST /api/v1/generate'));
  });

  it('count a request as a cold start that waited for its model in the queue', async () => {
    const figures = async (): Promise<{ hits: number; cold: number }> => {
      const { body } = await apis[1].get('/api/v1/models/usage-stats');
      const { preload_report: report } = body;
      return { hits: report.hits, cold: report.cold_starts };
    };
    const before = await figures();
    for (const seed of [1, 2]) {
      const { status } = await apis[0].generate({ ...wish, model: 'cold', seed });
      expect(status).toBe(200);
    }
    const expected = { hits: before.hits + 1, cold: before.cold + 1 };
    const counted = await eventually(async () => {
      const now = await figures();
      return now.hits + now.cold >= expected.hits + expected.cold ? now : undefined;
    }, 'the requests to be counted');
    expect(counted).toEqual(expected);
  });
});
