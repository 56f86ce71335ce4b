import type { Json } from '../support/json.js';
import { type Service, startService } from '../support/service.js';

describe('GET /api/v1/models', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  it('shows the embedded model with every field', async () => {
    const { status, body } = await service.get('/api/v1/models');
    expect(status).toBe(200);
    expect(body[0]).toEqual({
      key: 'muse-mini',
      name: expect.stringMatching(/\S/),
      description: expect.stringMatching(/\S/),
      size_gb: expect.any(Number),
      requires_token: false,
      recommended: true,
      available: true,
      loaded: true,
      status: 'loaded',
      current: true,
      preload_priority: null,
      languages: ['de', 'en', 'it', 'fr', 'es'],
      context_length: 1024,
      follows_instructions: false,
      dtype: 'q8',
      device: 'cpu',
      batching: 'in_place',
    });
  });

  it('lists the models of the specification, which are not on this machine', async () => {
    const { body } = await service.get('/api/v1/models');
    const others = (body as Json[]).slice(1, 5);
    expect(others.map(({ key, available, loaded, status }) => ({ key, available, loaded, status }))).toEqual(
      [
        'mistral-7b-instruct-v0.3',
        'mistral-7b-instruct-v0.2',
        'microsoft-dialoGPT-medium',
        'microsoft-dialoGPT-large',
      ].map((key) => ({ key, available: false, loaded: false, status: 'not_loaded' })),
    );
  });

  it('lists small models that can be downloaded, and says of others why they cannot be', async () => {
    const { body } = await service.get('/api/v1/models');
    const [, ...others] = body as Json[];
    const small = others.slice(4);
    expect(small.length).toBeGreaterThanOrEqual(6);
    for (const { available, status, reason } of small) {
      expect({ available, status, reason }).toEqual({ available: false, status: 'not_loaded' });
    }
    expect(others.filter(({ reason }) => reason !== undefined).map(({ key }) => key)).toEqual([
      'mistral-7b-instruct-v0.2',
      'microsoft-dialoGPT-large',
    ]);
  });

  it('tells no folder of this machine', async () => {
    expect((await service.get('/api/v1/models')).text).not.toMatch(/[\w.]\/[\w.]|directory/);
  });
});
