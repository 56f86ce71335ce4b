import { expectCalm } from '../support/calm.js';
import { times } from '../support/counts.js';
import { allIdeas } from '../support/ideas.js';
import { collectedMemory } from '../support/memory.js';
import { preloaded } from '../support/preload.js';
import { memoryOf } from '../support/processes.js';
import { RawClient, rawPost } from '../support/raw-client.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

describe('Clients that do not read', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: preloaded('collect') });
  });

  it('hold no row and nobody up; when they read, they get the whole stream', async () => {
    const long = await findLongRequest(service);
    const before = (await allIdeas(service)).length;
    const count = times(32, 200);
    const open = () => RawClient.open(service, rawPost('/api/v1/generate/stream', long));
    const clients = await Promise.all(Array.from({ length: count }, open));
    for (let n = 0; n < 4; n += 1) expect((await service.generate(short)).status).toBe(200);
    // Their texts are written to the end, and every row is free again, although nobody has read a byte.
    await expectCalm(service);
    const ideas = await allIdeas(service);
    expect(
      ideas.filter(({ generation_method, prompt }) => generation_method === 'stream' && prompt === long.prompt).length,
    ).toBeGreaterThanOrEqual(count);
    expect(ideas.length).toBeGreaterThanOrEqual(before + count);
    for (const client of clients) {
      const text = await client.readAll();
      expect(text).toMatch(/^HTTP\/1\.1 200 /);
      expect(text.match(/"type":"complete"/g)).toHaveLength(1);
      client.close();
    }
  });

  it('and ask for more and more: they are cut, memory is bounded, and the others are served', async () => {
    const before = memoryOf(service.pid);
    // The answers to these would take about 100 MB for each client.
    const requests = 'GET /openapi.json HTTP/1.1\r\nHost: service\r\n\r\n'.repeat(1000);
    let after = 0;
    for (let round = 0; round < times(1, 5); round += 1) {
      const clients = await Promise.all(Array.from({ length: 20 }, () => RawClient.open(service, requests)));
      await Promise.all(clients.map((client) => client.closed()));
      for (let n = 0; n < 20; n += 1) expect((await service.generate(short)).status).toBe(200);
      await expectCalm(service);
      // Without a bound it is more than a thousand.
      expect(memoryOf(service.pid) - before).toBeLessThan(300);
      const memory = await collectedMemory(service);
      // What the first round left is compiled code and pools.
      if (round > 0) expect(memory).toBeLessThan(after * 1.1);
      else after = memory;
    }
  });
});
