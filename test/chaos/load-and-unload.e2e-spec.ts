import { seeded } from '../../bench/preload/random.js';
import { expectCalm } from '../support/calm.js';
import { isFull, times } from '../support/counts.js';
import type { Json } from '../support/json.js';
import { collectedMemory } from '../support/memory.js';
import { modelFolder, modelOf } from '../support/models.js';
import { preloaded } from '../support/preload.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

const key = 'muse-second';
const clients = 32;
/** Loads, unloads and ideas of all clients together: a third each. */
const actions = times(96, 3000);

describe('One model that 32 clients load, unload and use', () => {
  it('does what each asks, once, and is gone in the end', async () => {
    const models = modelFolder([{ key }]);
    const env = { ...preloaded('collect'), MODEL_CACHE_DIR: models, PRELOAD_TOP_MODELS: '0', MAX_QUEUE_SIZE: '64' };
    const service = await startService({ env });
    await takeTurns(service, times(0, 300));
    const memory = await collectedMemory(service);
    const kept = await takeTurns(service, actions);
    expect(kept.length).toBeGreaterThan(0);
    expect((await unload(service)).status).toBe(200);
    expect(await modelOf(service, key)).toMatchObject({ loaded: false, status: 'not_loaded' });
    // Nothing was started that nobody asked for, and what was started is gone.
    expect(service.log).not.toMatch(/muse-second (died|could not)/);
    await expectCalm(service, { kept });
    if (isFull) expect(await collectedMemory(service)).toBeLessThan(memory * 1.1);
    await service.kill();
  });
});

/** Every client does one thing after the other, chosen by its own seed; answers the ideas. */
async function takeTurns(service: Service, count: number): Promise<Json[]> {
  const ideas: Json[] = [];
  const turns = Array.from({ length: clients }, async (_, client) => {
    const random = seeded(client);
    for (let turn = 0; turn < count / clients; turn += 1) {
      const chance = random();
      if (chance < 1 / 3) expectLoaded(await load(service));
      else if (chance < 2 / 3) expect((await unload(service)).status).toBe(200);
      else ideas.push(await write(service));
    }
  });
  await Promise.all(turns);
  return ideas;
}

function expectLoaded({ status, body }: { status: number; body: Json }): void {
  expect(status).toBe(200);
  expect(body.results).toEqual([
    { model: key, success: true, status: expect.stringMatching(/^(loaded|already_loaded)$/) },
  ]);
}

const load = (service: Service) => service.post('/api/v1/models/preload', { model_keys: [key] });
const unload = (service: Service) => service.request(`/api/v1/models/${key}/unload`, { method: 'POST' });

async function write(service: Service): Promise<Json> {
  const { status, body } = await service.generate({ ...short, model: key });
  expect({ status, code: body.code, by: body.model_used }).toEqual({ status: 200, code: undefined, by: key });
  return body;
}
