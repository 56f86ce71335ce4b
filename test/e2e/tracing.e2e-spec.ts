import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type CollectedSpan, Collector, type SpanTree, treeBelow } from '../support/collector.js';
import { freePort } from '../support/free-port.js';
import { preloaded } from '../support/preload.js';
import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

const key = 'a-key-of-anna-0123';
const parent = '00f067aa0ba902b7';

/** An idea below the span of its request. */
const idea = (...before: SpanTree[]): SpanTree => ({
  name: 'chat muse-mini',
  below: [{ name: 'wait', below: before }, leaf('write text'), leaf('save idea')],
});

function leaf(name: string, error?: string): SpanTree {
  return { name, below: [], ...(error !== undefined && { error }) };
}

describe('Traces', () => {
  let collector: Collector;
  let service: Service;
  let last = 0;

  beforeAll(async () => {
    collector = await Collector.start();
    service = await startService({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, API_KEYS: `anna:generate+admin:${key}` },
    });
  });

  /** A request below a span of ours; answers the id of the trace. */
  async function send(
    path: string,
    body: object,
    flags = '01',
  ): Promise<{ traceId: string; text: string; status: number }> {
    last += 1;
    const traceId = last.toString(16).padStart(32, '0');
    const headers = {
      'content-type': 'application/json',
      'x-api-key': key,
      traceparent: `00-${traceId}-${parent}-${flags}`,
    };
    const { status, text } = await service.postRaw(path, JSON.stringify(body), { ...headers, 'x-request-id': traceId });
    return { traceId, text, status };
  }

  function only(spans: readonly CollectedSpan[], name: string): CollectedSpan {
    const found = spans.filter((span) => span.name === name);
    expect({ name, count: found.length }).toEqual({ name, count: 1 });
    return found[0];
  }

  it('lead from a stream to the steps of its runner', async () => {
    const { traceId, text } = await send('/api/v1/generate/stream', short);
    expect(text).toContain('"type":"complete"');
    const spans = await collector.trace(traceId, 5);
    expect(treeBelow(spans, parent)).toEqual([{ name: 'POST /api/v1/generate/stream', below: [idea()] }]);
    expect(only(spans, 'POST /api/v1/generate/stream')).toMatchObject({
      kind: 2,
      service: { 'service.name': 'creative-muse', 'service.instance.id': expect.any(String) },
    });
    expect(only(spans, 'POST /api/v1/generate/stream').attributes).toEqual({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'http.route': '/api/v1/generate/stream',
      'muse.request_id': traceId,
      'url.scheme': 'http',
    });
    expect(only(spans, 'chat muse-mini').attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'creative_muse',
      'gen_ai.request.max_tokens': 24,
      'gen_ai.request.model': 'muse-mini',
      'gen_ai.request.temperature': 0,
      'gen_ai.response.finish_reasons': ['length'],
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': 24,
    });
    expect(only(spans, 'wait').attributes).toEqual({ 'muse.model.warm': true });
    // The first token comes with the prompt, each other one with a step of its own.
    expect(only(spans, 'write text').attributes).toEqual({
      'muse.answer.seconds': expect.any(Number),
      'muse.answer.steps': 23,
      'muse.prompt.cached_tokens': expect.any(Number),
      'muse.prompt.seconds': expect.any(Number),
      'muse.prompt.steps': 1,
    });
    expect(only(spans, 'save idea').attributes).toEqual({});
  });

  it('have both ideas of a batch below one request', async () => {
    const { traceId } = await send('/api/v1/generate/batch', { prompts: ['Regen', 'Schnee'], language: 'de' });
    const spans = await collector.trace(traceId, 9);
    expect(treeBelow(spans, parent)).toEqual([{ name: 'POST /api/v1/generate/batch', below: [idea(), idea()] }]);
  });

  it('have texts that become no ideas, too', async () => {
    const messages = [{ role: 'user', content: 'Regen' }];
    const { traceId } = await send('/v1/chat/completions', { model: 'muse-mini', messages, max_tokens: 8 });
    const spans = await collector.trace(traceId, 4);
    expect(treeBelow(spans, parent)).toEqual([
      {
        name: 'POST /v1/chat/completions',
        below: [{ name: 'chat muse-mini', below: [leaf('wait'), leaf('write text')] }],
      },
    ]);
  });

  it('have the winner of an ensemble kept below its request', async () => {
    const { traceId } = await send('/api/v1/generate', { ...short, ensemble: { candidates: 2 } });
    const candidate = { name: 'chat muse-mini', below: [leaf('wait'), leaf('write text')] };
    expect(treeBelow(await collector.trace(traceId, 8), parent)).toEqual([
      { name: 'POST /api/v1/generate', below: [candidate, candidate, leaf('save idea')] },
    ]);
  });

  it('say what failed, where it failed', async () => {
    const { traceId, status } = await send('/api/v1/generate', { ...short, prompt: '𒐫'.repeat(4000) });
    expect(status).toBe(400);
    const spans = await collector.trace(traceId, 3);
    expect(treeBelow(spans, parent)).toEqual([
      {
        name: 'POST /api/v1/generate',
        below: [{ name: 'chat muse-mini', error: 'prompt_too_long', below: [leaf('wait', 'prompt_too_long')] }],
      },
    ]);
    const refused = await send('/api/v1/generate', { ...short, model: 'no-such-model' });
    const [request] = await collector.trace(refused.traceId, 1);
    expect([request.name, request.attributes['http.response.status_code']]).toEqual(['POST /api/v1/generate', 404]);
  });

  it('show the load that an idea waited for', async () => {
    const { status } = await service.request('/api/v1/models/muse-mini/unload', {
      method: 'POST',
      headers: { 'x-api-key': key },
    });
    expect(status).toBe(200);
    const { traceId } = await send('/api/v1/generate', short);
    const spans = await collector.trace(traceId, 6);
    expect(treeBelow(spans, parent)).toEqual([{ name: 'POST /api/v1/generate', below: [idea(leaf('load model'))] }]);
    expect(only(spans, 'wait').attributes).toEqual({ 'muse.model.warm': false });
  });

  it('are left to others where these keep none, and leave out the probes', async () => {
    const unkept = await send('/api/v1/generate', short, '00');
    for (const path of ['/health/live', '/metrics', '/']) await service.get(path, { 'x-api-key': key });
    const { traceId } = await send('/api/v1/generate', short);
    await collector.trace(traceId, 5);
    expect(collector.spans.filter((span) => span.traceId === unkept.traceId)).toEqual([]);
    expect(collector.spans.filter(({ name }) => name.includes('GET'))).toEqual([]);
  });

  it('hold no prompt, no text and no key, and the last are sent when the service ends', async () => {
    const secret = 'Geheimniskrämerei';
    const { traceId, text, status } = await send('/api/v1/generate', { ...short, prompt: secret });
    expect(status).toBe(200);
    const ended = await service.stop();
    expect(ended.code).toBe(0);
    expect(await collector.trace(traceId, 5)).toHaveLength(5);
    const { id, title } = JSON.parse(text) as Record<string, string>;
    for (const word of [secret, key, id, title]) expect(collector.received.includes(word)).toBe(false);
  });
});

describe('A collector that is not there, or does not answer,', () => {
  it('costs the traces, is said once, and holds up nothing', async () => {
    const port = await freePort();
    const service = await startService({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
    expect((await service.generate(short)).status).toBe(200);
    await service.logged(/The traces do not reach their collector/);
    expect((await service.generate(short)).status).toBe(200);
    const { code, output } = await service.stop();
    expect([code, output.match(/do not reach/g)]).toEqual([0, ['do not reach']]);
  });

  it('is waited for two seconds when the service ends', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      const service = await startService({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
      expect((await service.generate(short)).status).toBe(200);
      expect((await service.stop()).code).toBe(0);
    } finally {
      silent.close();
    }
  });
});

describe('Without a collector', () => {
  it('no package is loaded, and nothing is connected to', async () => {
    const off = await outside({}, (service) => service.generate(short));
    // prom-client brings the interface without anything behind it.
    expect(off).toEqual({ packages: ['@opentelemetry/api'], addresses: [] });
    const collector = await Collector.start();
    const traceId = '1'.padStart(32, '0');
    const headers = { 'content-type': 'application/json', traceparent: `00-${traceId}-${parent}-01` };
    const on = await outside({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, async (service) => {
      await service.postRaw('/api/v1/generate', JSON.stringify(short), headers);
      await collector.trace(traceId, 5);
    });
    expect(on.packages).toContain('@opentelemetry/sdk-trace');
    expect(on.addresses).toEqual([new URL(collector.url).host]);
  });

  it('a request that brings a traceparent is answered as any other', async () => {
    const service = await startService();
    const headers = { 'content-type': 'application/json', traceparent: 'nonsense' };
    expect((await service.postRaw('/api/v1/generate', JSON.stringify(short), headers)).status).toBe(200);
    expectProblem(await service.postRaw('/api/v1/generate', '{', headers), 400, 'invalid_json');
  });

  /** What a service has loaded, and where it has connected to, after something. */
  async function outside(
    env: Record<string, string>,
    something: (service: Service) => Promise<unknown>,
  ): Promise<{ packages: string[]; addresses: string[] }> {
    const service = await startService({ env: { ...env, ...preloaded('outside') } });
    await something(service);
    service.signal('SIGUSR2');
    const [, said] = await service.logged(/Outside: (.*)/);
    await service.stop();
    return JSON.parse(said) as { packages: string[]; addresses: string[] };
  }
});
