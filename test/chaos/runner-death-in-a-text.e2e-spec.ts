import { expectBatch, postBatch } from '../support/batches.js';
import { expectCalm } from '../support/calm.js';
import { times } from '../support/counts.js';
import { Hold, type Place } from '../support/hold.js';
import { expectProblem } from '../support/problems.js';
import { findLongRequest } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

/** Where the runner stands still and is killed, and how many chunks a reader may have seen by then. */
const places: [string, Place, RegExp][] = [
  ['before its first token', { event: 'text', count: 1, when: 'before' }, /^start error$/],
  ['in its middle', { event: 'text', count: 50, when: 'before' }, /^start (chunk )+error$/],
  ['before its last word', { event: 'finished', when: 'before' }, /^start (chunk )+error$/],
];
const ended: Place = { event: 'finished', when: 'after' };

const rounds = times(1, 10);

/** MAX_BATCH_SIZE: texts that are written together. */
const rows = 8;

describe('A runner that is killed in a text', () => {
  const hold = new Hold();
  let service: Service;
  let long: Record<string, unknown>;
  let deaths = 0;

  beforeAll(async () => {
    service = await startService({ env: hold.env });
    long = await findLongRequest(service);
  });

  it.each(places)('%s: a stream ends with runner_died, and nothing of it is kept', async (_, place, order) => {
    for (let round = 0; round < rounds; round += 1) {
      hold.at(place);
      const stream = await service.stream(long);
      await killHeld();
      const events = await stream.all();
      expect(events.map(({ data }) => data.type).join(' ')).toMatch(order);
      expect(events.at(-1)!.data).toMatchObject({ code: 'runner_died' });
      expectProblem(await service.get(`/api/v1/ideas/${events[0].data.idea_id}`), 404, 'idea_not_found');
      await expectCalm(service);
    }
  });

  it.each(places)('%s: a single idea fails with 503 runner_died', async (_, place) => {
    for (let round = 0; round < rounds; round += 1) {
      hold.at(place);
      const answer = service.generate(long);
      await killHeld();
      expectProblem(await answer, 503, 'runner_died');
      await expectCalm(service);
    }
  });

  it('after its last word: it has an idea, which is kept', async () => {
    for (let round = 0; round < rounds; round += 1) {
      hold.at(ended);
      const stream = await service.stream(long);
      await killHeld();
      const { idea } = await stream.until('complete');
      await expectCalm(service, { kept: [idea] });
    }
  });

  /** Kills the runner that stands still, and waits until the service knows. */
  async function killHeld(): Promise<void> {
    process.kill(await hold.held(), 'SIGKILL');
    deaths += 1;
    await service.logged(/muse-mini died/, deaths);
  }
});

describe('A runner that is killed in a batch', () => {
  it('fails what was being written, each once; the rest is written by the next runner', async () => {
    const prompts = Array.from({ length: 40 }, (_, n) => `Regen ${n}`);
    const hold = new Hold();
    const service = await startService({ env: hold.env });
    hold.at({ event: 'finished', count: 3, when: 'after' });
    const answer = postBatch(service, { prompts });
    process.kill(await hold.held(), 'SIGKILL');
    const { status, body } = await answer;
    expect(status).toBe(200);
    expectBatch(body, { total: prompts.length, failed: rows });
    for (const { code } of body.errors) expect(code).toBe('runner_died');
    await expectCalm(service, { kept: body.ideas });
    await service.kill();
  });
});

describe('A runner that stands still in a text', () => {
  it('is killed after STEP_TIMEOUT; its texts fail with runner_died, and it is started again', async () => {
    const hold = new Hold();
    const service = await startService({ env: { ...hold.env, STEP_TIMEOUT: '1' } });
    const long = await findLongRequest(service);
    hold.at({ event: 'text', count: 50, when: 'before' });
    const streams = await Promise.all([service.stream(long), service.stream(long)]);
    const runner = await hold.held();
    for (const stream of streams) {
      const { data } = (await stream.all()).at(-1)!;
      expect(data).toMatchObject({ type: 'error', code: 'runner_died' });
    }
    await service.ready();
    expect(service.runners).toHaveLength(1);
    expect(service.runners).not.toContain(runner);
    expect((await service.generate(long)).status).toBe(200);
    await service.kill();
  });
});
