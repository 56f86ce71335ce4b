import { Cluster } from '../support/cluster.js';
import type { Service } from '../support/service.js';
import { textOf } from '../support/sse.js';

const request = { prompt: 'Tee', language: 'de', max_tokens: 60, seed: 7 };

/** Requests go to one process, their texts are written by another. */
describe('Generations of several processes', () => {
  let api: Service;

  beforeAll(async () => {
    const cluster = await Cluster.start();
    await cluster.worker();
    api = await cluster.api();
  });

  it('are answered as those of one', async () => {
    const { status, body } = await api.generate(request);
    expect({ status, body }).toMatchObject({ status: 200, body: { prompt: 'Tee', model_used: 'muse-mini' } });
    const events = await (await api.stream(request)).all();
    expect(events.at(-1)!.data).toMatchObject({ type: 'complete', idea: { content: body.content } });
    expect(textOf(events)).not.toBe('');
    expect((await api.get(`/api/v1/ideas/${body.id}`)).body).toEqual(body);
  });
});
