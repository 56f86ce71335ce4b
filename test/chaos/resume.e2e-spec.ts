import { runnersToEnd } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { findLongRequest } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { getStream, type SseStream, textOf } from '../support/sse.js';

const path = '/api/v1/generate/stream';

const stream = (service: Service, address: string, lastEventId?: string): Promise<SseStream> =>
  getStream(service.url + path + address, lastEventId === undefined ? {} : { 'last-event-id': lastEventId });

describe('A service that is killed and started again', () => {
  it('gives a finished stream again, byte for byte, from any place', async () => {
    const service = await startService();
    // Nearly random tokens: white space at the ends, and characters that title and content do not show.
    const request = { ...(await findLongRequest(service)), resumable: true };
    const events = await (await service.stream(request)).all();
    const { idea_id: id, idea } = events.at(-1)!.data;
    await service.kill();

    const again = await startService({ dataDir: service.dataDir, untilReady: false });
    const whole = await (await stream(again, `/${id}`)).all();
    expect(textOf(whole)).toBe(textOf(events));
    expect(whole[0].data).toEqual(events[0].data);
    expect(whole.at(-1)).toEqual({ id: `${id}:end`, data: { type: 'complete', idea_id: id, progress: 1, idea } });
    for (const { id: place } of events.slice(0, -1)) {
      const rest = await (await stream(again, '', place)).all();
      expect(textOf(rest)).toBe([...textOf(events)].slice(Number(place!.split(':')[1])).join(''));
      expect(rest.at(-1)).toEqual(whole.at(-1));
    }
    expect((await again.get(`${path}/${id}`, { 'last-event-id': `${id}:end` })).status).toBe(204);
    await again.kill();
  });

  it('says of a stream that ran that it was interrupted, and stops who asks for more', async () => {
    const service = await startService();
    const query = new URLSearchParams(await longQuery(service)).toString();
    const cut = await stream(service, `?${query}`);
    const { idea_id: id } = await cut.until('chunk');
    const last = cut.seen.at(-1)!.id!;
    const { runners } = service;
    for (const runner of runners) process.kill(runner, 'SIGSTOP');
    service.signal('SIGKILL');
    // Standing still, they do not notice that their service has gone.
    for (const runner of runners) process.kill(runner, 'SIGKILL');
    await service.exit();
    await runnersToEnd(runners);

    const again = await startService({ dataDir: service.dataDir, untilReady: false });
    const data = { type: 'error', idea_id: id, error: expect.stringMatching(/\S/), code: 'interrupted' };
    // As an EventSource asks that repeats its first address, by the address of the stream, and without a place.
    for (const [address, place] of [[`?${query}`, last], [`/${id}`, last], [`/${id}`]]) {
      expect(await (await stream(again, address, place)).all()).toEqual([{ id: `${id}:end`, data }]);
    }
    expect((await again.get(`${path}?${query}`, { 'last-event-id': `${id}:end` })).status).toBe(204);
    expect((await again.request(`${path}/${id}`, { method: 'DELETE' })).status).toBe(204);
    expectProblem(await again.get(`/api/v1/ideas/${id}`), 404, 'idea_not_found');
    await again.kill();
  });
});

/** A long request as a query. */
async function longQuery(service: Service): Promise<Record<string, string>> {
  const long = await findLongRequest(service);
  return Object.fromEntries(Object.entries(long).map(([name, value]) => [name, String(value)]));
}
