import { runnersToEnd } from '../support/processes.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

describe('A runner that is killed', () => {
  let service: Service;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    service = await startService();
    long = await findLongRequest(service);
  });

  it('ends its streams with an error event, is started again, and the next request works', async () => {
    const [runner, ...others] = service.runners;
    expect(others).toEqual([]);
    const streams = await Promise.all([service.stream(long), service.stream(long)]);
    await Promise.all(streams.map((stream) => stream.until('chunk')));

    process.kill(runner, 'SIGKILL');

    for (const stream of streams) {
      const events = await stream.all();
      const ideaId = events[0].data.idea_id;
      expect(events.at(-1)).toEqual({
        id: `${ideaId}:end`,
        data: { type: 'error', idea_id: ideaId, error: expect.stringMatching(/\S/), code: 'runner_died' },
      });
      const types = events.slice(0, -1).map(({ data }) => data.type);
      expect(types).toEqual(['start', ...types.slice(1).map(() => 'chunk')]);
      // What was not finished is not kept.
      expect((await service.get(`/api/v1/ideas/${ideaId}`)).status).toBe(404);
    }

    // No waiting for readiness here: the request itself waits for the new runner.
    expect((await service.generate(short)).status).toBe(200);
    await runnersToEnd([runner]);
    expect(service.runners).toHaveLength(1);
    expect(service.runners).not.toContain(runner);
    await service.ready();
  });

  it('fails a request without a stream with 503 runner_died', async () => {
    const [runner] = service.runners;
    // The stream begins with the same step as the request, or after it: then both are being written.
    const answer = service.generate(long);
    const stream = await service.stream(long);
    await stream.until('chunk');
    process.kill(runner, 'SIGKILL');
    const { status, body } = await answer;
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'runner_died' });
    expect((await stream.all()).at(-1)!.data).toMatchObject({ type: 'error', code: 'runner_died' });
    await service.ready();
  });

  it('lets the service live, whatever the model does', async () => {
    const [runner] = service.runners;
    process.kill(runner, 'SIGKILL');
    expect((await service.get('/health/live')).status).toBe(200);
    await eventually(() => (service.runners.some((pid) => pid !== runner) ? true : undefined), 'a new runner');
    await service.ready();
    expect((await service.generate(short)).status).toBe(200);
  });
});

describe('A service that is killed', () => {
  it('leaves no runner behind', async () => {
    const service = await startService();
    const long = await findLongRequest(service);
    const stream = await service.stream(long);
    await stream.until('chunk');
    const { runners } = service;
    expect(runners).toHaveLength(1);

    const { signal } = await service.stop('SIGKILL');
    expect(signal).toBe('SIGKILL');
    await expect(stream.all()).rejects.toThrow();
    // They see that nobody speaks with them any more.
    await runnersToEnd(runners);
  });

  it('leaves none behind that is just being started, and does not listen yet', async () => {
    const service = await startService({ untilReady: false });
    const runners = await eventually(() => (service.runners.length > 0 ? service.runners : undefined), 'a runner');
    await service.stop('SIGKILL');
    await runnersToEnd(runners);
  });
});
