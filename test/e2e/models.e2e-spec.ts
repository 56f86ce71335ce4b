import { type Service, startService } from '../support/service.js';

describe('GET /api/v1/models', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  it('shows the embedded model with every field', async () => {
    const { status, body } = await service.get('/api/v1/models');
    expect(status).toBe(200);
    expect(body).toEqual([
      {
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
        context_length: expect.any(Number),
        dtype: 'q8',
        device: 'cpu',
      },
    ]);
  });

  it('tells no folder of this machine', async () => {
    expect((await service.get('/api/v1/models')).text).not.toMatch(/[\w.]\/[\w.]|directory/);
  });
});
