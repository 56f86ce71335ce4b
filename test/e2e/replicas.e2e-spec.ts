import { expectProblem } from '../support/problems.js';
import { findLongRequest } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

const requests = Array.from({ length: 12 }, (_, index) => ({
  prompt: `Regen im Garten ${index}`,
  temperature: 1,
  max_tokens: 40,
  seed: 1000 + index,
}));

describe('A model in two runners', () => {
  let two: Service;

  beforeAll(async () => {
    two = await startService({ env: { RUNNERS_PER_MODEL: '2', MAX_BATCH_SIZE: '2', MAX_QUEUE_SIZE: '8' } });
    await two.logged(/muse-mini has 2 of 2 runners/);
  });

  it('writes what one runner writes: the same texts for the same seeds', async () => {
    const one = await startService();
    const [alone, shared] = await Promise.all([one, two].map((service) => textsOf(service)));
    expect(shared).toEqual(alone);
    await one.kill();
  });

  it('has one queue for both', async () => {
    const narrow = await startService({ env: { RUNNERS_PER_MODEL: '2', MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '1' } });
    await narrow.logged(/muse-mini has 2 of 2 runners/);
    const long = await findLongRequest(narrow);
    const streams = [await narrow.stream(long), await narrow.stream(long), await narrow.stream(long)];
    const firsts = await Promise.all(streams.map((stream) => stream.next()));
    expect(firsts.map((event) => event?.data.type)).toEqual(['start', 'start', 'queued']);
    expectProblem(await narrow.generate(long), 503, 'queue_full');
    // The first place that is free, in whichever runner, is the third's.
    streams[1].abort();
    expect((await streams[2].until('start')).type).toBe('start');
    for (const stream of streams) stream.abort();
    await narrow.kill();
  });

  it('is unloaded with both', async () => {
    expect(two.runners).toHaveLength(2);
    expect((await two.post('/api/v1/models/muse-mini/unload', {})).status).toBe(200);
    expect(two.runners).toEqual([]);
    expect((await two.generate(requests[0])).status).toBe(200);
  });
});

async function textsOf(service: Service): Promise<string[]> {
  const answers = await Promise.all(requests.map((request) => service.generate(request)));
  return answers.map(({ status, body }) => {
    expect(status).toBe(200);
    return `${body.title}\n${body.content}`;
  });
}
