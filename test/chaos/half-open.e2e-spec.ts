import { expectCalm } from '../support/calm.js';
import { times } from '../support/counts.js';
import { RawClient } from '../support/raw-client.js';
import { type Service, startService } from '../support/service.js';

/** Requests that begin and do not go on. */
const halves = [
  '',
  'POST /api/v1/gene',
  'POST /api/v1/generate HTTP/1.1\r\nHost: service\r\nContent-Type: appl',
  'POST /api/v1/generate HTTP/1.1\r\nHost: service\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"prompt": "Re',
  'POST /api/v1/generate/stream HTTP/1.1\r\nHost: service\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"pro',
];

describe('Sockets that send half a request and stall', () => {
  it('hold no row and nobody up, and are cut after REQUEST_TIMEOUT', async () => {
    const service = await startService({ env: { REQUEST_TIMEOUT: '3' } });
    const clients = await openAll(service, times(20, 100));
    await expectCalm(service);
    // Nothing but the server ends these connections.
    await Promise.all(clients.map((client) => client.closed()));
    await expectCalm(service);
    await service.kill();
  });

  it('do not keep the service from ending', async () => {
    const service = await startService();
    const clients = await openAll(service, 4);
    expect(await service.stop('SIGTERM')).toMatchObject({ code: 0, signal: null });
    await Promise.all(clients.map((client) => client.closed()));
  });

  it('that hang up in the middle of a request leave nothing', async () => {
    const service = await startService();
    for (let round = 0; round < times(1, 10); round += 1) {
      const clients = await Promise.all(
        halves.flatMap((text) => [1, 2, 3, 4].map(() => RawClient.open(service, text))),
      );
      for (const client of clients) client.close();
    }
    await expectCalm(service);
    expect(service.log).not.toMatch(/ERROR/);
    await service.kill();
  });
});

/** So many connections for each kind of half a request. */
function openAll(service: Service, each: number): Promise<RawClient[]> {
  return Promise.all(halves.flatMap((text) => Array.from({ length: each }, () => RawClient.open(service, text))));
}
