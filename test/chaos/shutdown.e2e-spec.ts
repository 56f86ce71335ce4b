import { expectSound } from '../support/database-files.js';
import { livingRunners, runnersToEnd } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import type { SseStream } from '../support/sse.js';

/** More than any of these tests takes: what runs may end by itself. */
const patient = { SHUTDOWN_TIMEOUT: '60' };
/** One text after the other, and little time: what the runner does not get to is cut. */
const hurried = { SHUTDOWN_TIMEOUT: '0.2', MAX_BATCH_SIZE: '1' };

const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];

describe('A service that is asked to stop', () => {
  it.each(signals)('%s: lets running work end, takes no new, leaves no runner, and exits with 0', async (signal) => {
    const service = await startService({ env: patient });
    const streams = await openAndBegin(service, await findLongRequest(service), 2);
    const { runners } = service;
    expect(runners).toHaveLength(1);

    service.signal(signal);
    await service.logged(new RegExp(`${signal}: 2 generations`));
    expectProblem(await service.generate(short), 503, 'shutting_down');
    expectProblem(await service.post('/api/v1/generate/stream', short), 503, 'shutting_down');
    // Whoever shares out requests has to hear that this service takes none any more.
    const ready = await service.get('/health/ready');
    expect((await service.get('/health/live')).status).toBe(200);

    for (const stream of streams) expect((await stream.all()).at(-1)!.data.type).toBe('complete');
    expect(await service.exit()).toMatchObject({ code: 0, signal: null });
    expect(livingRunners(runners)).toEqual([]);
    await expectKept(service, streams);
    expectProblem(ready, 503, 'not_ready');
  });

  it('ends what takes longer than SHUTDOWN_TIMEOUT with an error event', async () => {
    const service = await startService({ env: hurried });
    const streams = await openAndHold(service);
    const { runners } = service;

    const exit = await service.stop('SIGTERM');
    expect(exit).toMatchObject({ code: 0, signal: null });
    await expectCut(streams);
    expect(livingRunners(runners)).toEqual([]);
  });

  it('ends at once when nothing runs, and does not wait for idle connections', async () => {
    const service = await startService({ env: patient });
    // fetch keeps its connection open for a next request.
    await service.get('/health/live');
    const { runners } = service;
    expect(await service.stop('SIGTERM')).toMatchObject({ code: 0, signal: null });
    expect(livingRunners(runners)).toEqual([]);
  });

  it('ends at once on a second signal, and takes even a runner along that stands still', async () => {
    const service = await startService({ env: patient });
    await openAndHold(service);
    const { runners, dataDir } = service;
    service.signal('SIGTERM');
    await service.logged(/SIGTERM: \d+ generations/);
    expect(await service.stop('SIGTERM')).toMatchObject({ code: 1, signal: null });
    await runnersToEnd(runners);
    expectSound(dataDir);
  });

  it('ends while the model is still being loaded', async () => {
    const service = await startService({ untilReady: false });
    expect(await service.stop('SIGTERM')).toMatchObject({ code: 0, signal: null });
    expect(service.runners).toEqual([]);
  });
});

describe('Ctrl-C, which reaches the whole process group', () => {
  it('lets running work end', async () => {
    const service = await startService({ env: patient, detached: true });
    const streams = await openAndBegin(service, await findLongRequest(service), 2);
    const { runners } = service;

    process.kill(-service.pid, 'SIGINT');

    for (const stream of streams) expect((await stream.all()).at(-1)!.data.type).toBe('complete');
    expect(await service.exit()).toMatchObject({ code: 0, signal: null });
    expect(livingRunners(runners)).toEqual([]);
    await expectKept(service, streams);
  });

  it('ends what takes longer than SHUTDOWN_TIMEOUT with an error event', async () => {
    const service = await startService({ env: hurried, detached: true });
    const streams = await openAndHold(service);
    const { runners } = service;

    process.kill(-service.pid, 'SIGINT');

    expect(await service.exit()).toMatchObject({ code: 0, signal: null });
    await expectCut(streams);
    expect(livingRunners(runners)).toEqual([]);
  });
});

async function openStreams(service: Service, request: Record<string, unknown>, count: number): Promise<SseStream[]> {
  return Promise.all(Array.from({ length: count }, () => service.stream(request)));
}

/** Streams whose text has begun. */
async function openAndBegin(service: Service, request: Record<string, unknown>, count: number): Promise<SseStream[]> {
  const streams = await openStreams(service, request, count);
  await Promise.all(streams.map((stream) => stream.until('chunk')));
  return streams;
}

/** Streams of which one has begun and none ends: a text takes 0.2 s, so only a runner that stands still is sure to be too slow. */
async function openAndHold(service: Service): Promise<SseStream[]> {
  const streams = await openStreams(service, await findLongRequest(service), 6);
  await Promise.race(streams.map((stream) => stream.until('chunk')));
  for (const runner of service.runners) process.kill(runner, 'SIGSTOP');
  return streams;
}

/** Each stream ended in order, or was cut; one that had begun was, and so was one whose turn had not come. */
async function expectCut(streams: readonly SseStream[]): Promise<void> {
  const all = await Promise.all(streams.map((stream) => stream.all()));
  const cut = all.filter((events) => events.at(-1)!.data.type === 'error');
  for (const events of cut) {
    const ideaId = events[0].data.idea_id;
    const data = { type: 'error', idea_id: ideaId, error: expect.stringMatching(/\S/), code: 'shutting_down' };
    expect(events.at(-1)).toEqual({ id: `${ideaId}:end`, data });
  }
  for (const events of all) if (!cut.includes(events)) expect(events.at(-1)!.data.type).toBe('complete');
  const begun = cut.filter((events) => events.some(({ data }) => data.type === 'start'));
  expect(begun).toHaveLength(1);
  expect(cut.length).toBeGreaterThan(1);
}

/** The ideas of streams that were completed are there after the next start. */
async function expectKept({ dataDir }: Service, streams: readonly SseStream[]): Promise<void> {
  const next = await startService({ dataDir, untilReady: false });
  for (const { seen } of streams) {
    const { idea } = seen.at(-1)!.data;
    expect((await next.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
  }
  await next.kill();
}
