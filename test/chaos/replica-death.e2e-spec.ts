import { runnersToEnd } from '../support/processes.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import type { SseStream } from '../support/sse.js';

describe('One of two runners', () => {
  let service: Service;
  let long: Record<string, unknown>;
  /** How often the service has said that both are there. */
  let timesComplete = 0;

  beforeAll(async () => {
    service = await startService({ env: { RUNNERS_PER_MODEL: '2', STEP_TIMEOUT: '1' } });
    await bothToBeLoaded();
    long = await findLongRequest(service);
  });

  it('that is killed fails its own streams only, is started again, and the next request works', async () => {
    await expectOneToFail('SIGKILL');
  });

  it('that hangs within a step is killed, and it is the same', async () => {
    await expectOneToFail('SIGSTOP');
  });

  it('leaves nothing behind when the service ends', async () => {
    const { runners } = service;
    expect(runners).toHaveLength(2);
    expect(await service.stop('SIGTERM')).toMatchObject({ code: 0, signal: null });
    await runnersToEnd(runners);
  });

  /** A process that is there may still be loading: then both streams would go to the other one. */
  async function bothToBeLoaded(): Promise<void> {
    timesComplete += 1;
    await service.logged(/has 2 of 2 runners/, timesComplete);
  }

  /** Two long streams, one in each runner: a signal ends one of them. */
  async function expectOneToFail(signal: NodeJS.Signals): Promise<void> {
    const before = service.runners;
    expect(before).toHaveLength(2);
    const streams = await Promise.all([service.stream(long), service.stream(long)]);
    await Promise.all(streams.map((stream) => stream.until('chunk')));

    process.kill(before[0], signal);

    const ends = await Promise.all(streams.map(lastOf));
    expect(ends.map(({ type }) => type).sort()).toEqual(['complete', 'error']);
    expect(ends.find(({ type }) => type === 'error')).toMatchObject({ code: 'runner_died' });
    // Even while there is one runner only.
    expect((await service.generate(short)).status).toBe(200);
    await runnersToEnd([before[0]]);
    await bothToBeLoaded();
    expect(service.runners).toHaveLength(2);
    expect(service.runners).toContain(before[1]);
    await service.ready();
  }
});

/** The last event of a stream; no other of its events says that it has ended. */
async function lastOf(stream: SseStream): Promise<{ type: string }> {
  const events = (await stream.all()).map(({ data }) => data);
  const types = events.slice(0, -1).map(({ type }) => type);
  expect(types).toEqual(['start', ...types.slice(1).map(() => 'chunk')]);
  return events.at(-1);
}
