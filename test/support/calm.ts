import type { Json } from './json.js';
import { runnersWithData } from './processes.js';
import { short } from './requests.js';
import type { Service } from './service.js';
import { SseStream } from './sse.js';
import { eventually } from './wait.js';

export interface CalmOptions {
  /** Ideas that somebody was told of. */
  kept?: readonly Json[];
  /** Rows of the runner's cache: MAX_BATCH_SIZE. */
  rows?: number;
}

/**
 * Expects of a service with one loaded model, and one runner, what has to be true after whatever happened: nothing runs or waits,
 * every idea that was acknowledged is there, no runner has lost its service, and every row of the cache is free.
 */
export async function expectCalm(service: Service, { kept = [], rows = 8 }: CalmOptions = {}): Promise<void> {
  // A model that has died often is started again by the next request only.
  expect((await service.generate(short)).status).toBe(200);
  await service.ready();
  await untilNothingRuns(service);
  await expectKept(service, kept);
  await expectAllRowsFree(service, rows);
  await untilNothingRuns(service);
  expect(runnersWithData(service.dataDir)).toEqual(service.runners);
  expect(service.runners).toHaveLength(1);
}

/** Expects ideas to be there as they were told. */
export async function expectKept(service: Service, ideas: readonly Json[]): Promise<void> {
  for (const idea of ideas) expect((await service.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
}

interface LiveModel {
  queue_depth: number;
  running: number;
}

/** The first live figures; a hang-up or the end of a runner may still be on its way. */
async function liveFigures(service: Service): Promise<Json> {
  const abort = new AbortController();
  const stream = new SseStream(await fetch(`${service.url}/api/v1/stats/stream`, { signal: abort.signal }), abort);
  const figures = await stream.until('stats');
  stream.abort();
  return figures;
}

async function untilNothingRuns(service: Service): Promise<void> {
  await eventually(async () => {
    const { active_sessions, models } = await liveFigures(service);
    const left = Object.values<LiveModel>(models).reduce(
      (sum, { queue_depth, running }) => sum + queue_depth + running,
      0,
    );
    // Fewer than none would be a text that left twice.
    expect(Math.min(active_sessions, left)).toBeGreaterThanOrEqual(0);
    return active_sessions === 0 && left === 0 ? true : undefined;
  }, 'everything to have ended');
}

/** As many texts as there are rows begin without waiting; one more waits. The runner stands still until it has them all. */
async function expectAllRowsFree(service: Service, rows: number): Promise<void> {
  const [runner] = service.runners;
  process.kill(runner, 'SIGSTOP');
  const streams = Array.from({ length: rows + 1 }, () => service.stream(short));
  try {
    await eventually(async () => {
      const { models } = await liveFigures(service);
      return models['muse-mini'].queue_depth === rows + 1 ? true : undefined;
    }, 'the texts to wait for the runner');
  } finally {
    process.kill(runner, 'SIGCONT');
  }
  const all = await Promise.all(streams.map(async (stream) => (await stream).all()));
  const types = all.map((events) => events.map(({ data }) => data.type));
  expect(types.filter((told) => told[0] === 'queued')).toHaveLength(1);
  expect(types.map((told) => told.at(-1))).toEqual(types.map(() => 'complete'));
}
