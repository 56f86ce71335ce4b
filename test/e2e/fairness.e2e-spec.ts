import { expectProblem } from '../support/problems.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { openStream, type SseStream } from '../support/sse.js';

const keys = { anna: 'key-of-anna-1c8f2b7e', ben: 'key-of-ben-5d90aa31e', cleo: 'key-of-cleo-77aa31e' };
type Name = keyof typeof keys;

describe('Clients that share a model which writes one text at a time', () => {
  let service: Service;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    const all = Object.entries(keys).map(([name, key]) => `${name}:generate:${key}`);
    service = await startService({ env: { API_KEYS: all.join(','), MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '3' } });
    const open = await startService();
    long = await findLongRequest(open);
    await open.kill();
  });

  function stream(name: Name, request: Record<string, unknown> = short): Promise<SseStream> {
    return openStream(`${service.url}/api/v1/generate/stream`, request, { 'x-api-key': keys[name] });
  }

  /** While the runner stands still nothing is written: whoever waits stays where it is. */
  async function standing(then: () => Promise<void>): Promise<void> {
    const [runner] = service.runners;
    process.kill(runner, 'SIGSTOP');
    try {
      await then();
    } finally {
      process.kill(runner, 'SIGCONT');
    }
  }

  const next = async (reader: SseStream): Promise<number> => (await reader.next())!.data.position;

  it('take turns, and none is kept out by one that fills the queue', async () => {
    const first = await stream('anna', long);
    await first.until('chunk');
    const started: string[] = [];
    const readers: { name: string; reader: SseStream }[] = [];
    await standing(async () => {
      for (const position of [1, 2, 3]) {
        const reader = await stream('anna');
        expect(await next(reader)).toBe(position);
        readers.push({ name: `anna ${position}`, reader });
      }
      const ben = await stream('ben');
      expect(await next(ben)).toBe(2);
      readers.push({ name: 'ben', reader: ben });
      // Those of anna that wait behind it hear that.
      expect(await next(readers[1].reader)).toBe(3);
      expect(await next(readers[2].reader)).toBe(4);
      for (const name of ['anna', 'ben'] as const) {
        const refused = await service.get('/api/v1/generate/stream?prompt=Regen', { 'x-api-key': keys[name] });
        expectProblem(refused, 503, 'queue_full');
        expect(refused.headers.get('retry-after')).toBe('3');
      }
      const cleo = await stream('cleo');
      expect(await next(cleo)).toBe(3);
      readers.push({ name: 'cleo', reader: cleo });
    });
    first.abort();
    await Promise.all(
      readers.map(async ({ name, reader }) => {
        await reader.until('start');
        started.push(name);
        expect((await reader.until('complete')).idea.model_used).toBe('muse-mini');
      }),
    );
    expect(started).toEqual(['anna 1', 'ben', 'cleo', 'anna 2', 'anna 3']);
  });

  it('have the texts of a batch among their others', async () => {
    const first = await stream('ben', long);
    await first.until('chunk');
    const readers: SseStream[] = [first];
    await standing(async () => {
      const own = await stream('anna');
      expect(await next(own)).toBe(1);
      const batch = await openStream(
        `${service.url}/api/v1/generate/batch`,
        { prompts: ['Wind', 'Schnee'] },
        { 'x-api-key': keys.anna },
      );
      expect((await batch.until('queued')).position).toBe(2);
      const ben = await stream('ben');
      expect(await next(ben)).toBe(2);
      expect((await batch.until('queued')).position).toBe(3);
      readers.push(own, batch, ben);
    });
    for (const reader of readers) reader.abort();
  });

  it('hear their position while the model is loaded', async () => {
    const open = await startService();
    expect((await open.post('/api/v1/models/muse-mini/unload', {})).status).toBe(200);
    const reader = await open.stream(short);
    expect((await reader.all()).map(({ data }) => data.type).join(' ')).toMatch(/^queued start (chunk )+complete$/);
    expect(reader.seen[0].data).toMatchObject({ type: 'queued', position: 1, progress: 0 });
    await open.kill();
  });
});
