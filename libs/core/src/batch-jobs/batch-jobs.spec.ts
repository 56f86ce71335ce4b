import { NEVER, Subject } from 'rxjs';
import { FakeGenerations } from '../../../../test/support/fakes/fake-generations.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryBatchJobRepository } from '../../../../test/support/fakes/memory-batch-job-repository.js';
import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { aBatchJob } from '../../../../test/support/fakes/samples.js';
import { Batches } from '../batch/batches.js';
import type { Generations } from '../generations/generations.js';
import type { ModelRegistry } from '../models/model-registry.js';
import type { BatchJob, ItemOutcome } from './batch-job.js';
import { BatchJobs, type BatchJobsOptions } from './batch-jobs.js';
import { ideaIdOf } from './idea-id-of.js';
import type { JobEvent } from './job-event.js';
import { NoJobSignals } from './job-signals.js';
import { MemoryJobLeases } from './memory-job-leases.js';

describe('BatchJobs', () => {
  let generations: FakeGenerations;
  let repository: MemoryBatchJobRepository;
  let ideas: MemoryIdeaRepository;
  let pauseOver: Subject<void>;
  let again: Subject<void>;
  let jobs: BatchJobs;
  let now: number;

  beforeEach(() => {
    now = Date.now();
    repository = new MemoryBatchJobRepository();
    ideas = new MemoryIdeaRepository();
    pauseOver = new Subject();
    again = new Subject();
    jobs = start();
  });

  /** A service on what is kept; the one before is as if killed. */
  function start(options: Partial<BatchJobsOptions> = {}): BatchJobs {
    generations = new FakeGenerations(ideas);
    const registry = { left: new Subject() } as unknown as ModelRegistry;
    const batches = new Batches(generations as unknown as Generations, registry, { perModel: () => 2, models: 2 });
    return new BatchJobs(
      { jobs: repository, ideas, batches, leases: new MemoryJobLeases(), signals: new NoJobSignals() },
      {
        sideBySide: 2,
        maxOpen: 3,
        keepDays: 30,
        pause: () => pauseOver,
        again: () => again,
        look: NEVER,
        observe: () => {},
        ...options,
      },
    );
  }

  async function submit(fields: Partial<BatchJob> = {}, key?: string, fingerprint = 'f'): Promise<string> {
    const { id: _id, status: _status, createdAt: _createdAt, ...wish } = aBatchJob(fields);
    // A millisecond apart: within one, jobs have no order.
    const id = await jobs.submit(wish, key === undefined ? undefined : { key, fingerprint }, new Date(now++));
    await turn();
    return id;
  }

  const four = { prompts: ['a', 'b', 'c', 'd'], models: ['m'] };
  const done = (id: string, index: number, seq: number): ItemOutcome => ({
    index,
    seq,
    state: 'done',
    ideaId: ideaIdOf(id, index),
  });
  const lost = (index: number, seq: number): ItemOutcome => ({
    index,
    seq,
    state: 'failed',
    code: 'runner_died',
    detail: 'It died.',
  });
  const view = async (id: string): Promise<object> => {
    const { state, counts, running } = (await jobs.find(id))!;
    return { state, ...counts, items: [...running] };
  };

  it('runs every prompt on every model, and keeps each outcome', async () => {
    const id = await submit({ prompts: ['a', 'b'], models: ['x', 'y'] });
    expect(await view(id)).toEqual({
      state: 'running',
      total: 4,
      waiting: 0,
      running: 4,
      done: 0,
      failed: 0,
      cancelled: 0,
      items: [0, 2, 1, 3],
    });
    await generations.complete('b x');
    await generations.fail('a y');
    expect(await view(id)).toMatchObject({ state: 'running', running: 2, done: 1, failed: 1 });
    expect(await repository.outcomes(id)).toEqual([done(id, 2, 1), lost(1, 2)]);
    await generations.complete('a x');
    await generations.complete('b y');
    expect(await view(id)).toEqual({
      state: 'done',
      total: 4,
      waiting: 0,
      running: 0,
      done: 3,
      failed: 1,
      cancelled: 0,
      items: [],
    });
    expect(generations.begun).toEqual(['a x', 'b x', 'a y', 'b y']);
    expect([...generations.clients]).toEqual([aBatchJob().client]);
  });

  it('lets an item wait again whose worker was lost', async () => {
    const id = await submit({ prompts: ['a', 'b'], models: ['m'] });
    generations.restart('a m');
    expect(await view(id)).toMatchObject({ waiting: 1, running: 1, items: [1] });
    generations.begin('a m');
    expect(await view(id)).toMatchObject({ waiting: 0, running: 2, items: [1, 0] });
    await generations.complete('a m');
    await generations.complete('b m');
    expect(await view(id)).toMatchObject({ state: 'done', done: 2 });
  });

  describe('after a restart', () => {
    it('goes on with the ideas for a prompt from their angles', async () => {
      const { wish } = aBatchJob();
      const id = await submit({ prompts: ['a'], models: ['m'], wish: { ...wish, n: 3 } });
      await generations.complete('a m constraint');
      await generations.keepIdea('a m');
      jobs = start();
      await jobs.resume();
      await turn();
      expect(generations.begun).toEqual(['a m opposite']);
      await generations.complete('a m opposite');
      expect(await view(id)).toMatchObject({ state: 'done', total: 3, done: 3 });
      expect(await repository.outcomes(id)).toEqual([done(id, 1, 1), done(id, 0, 2), done(id, 2, 3)]);
    });

    it('goes on, and runs nothing again that had an outcome', async () => {
      const id = await submit(four);
      await generations.complete('b m');
      await generations.fail('a m');
      expect(generations.running).toEqual(['c m', 'd m']);
      jobs = start();
      await jobs.resume();
      await turn();
      expect(generations.begun).toEqual(['c m', 'd m']);
      await generations.complete('c m');
      await generations.complete('d m');
      expect(await view(id)).toMatchObject({ state: 'done', done: 3, failed: 1 });
      expect(await repository.outcomes(id)).toEqual([done(id, 1, 1), lost(0, 2), done(id, 2, 3), done(id, 3, 4)]);
    });

    it('finds the idea that was kept just before its outcome', async () => {
      const id = await submit(four);
      await generations.keepIdea('b m');
      jobs = start();
      await jobs.resume();
      await turn();
      expect(generations.begun).toEqual(['a m', 'c m']);
      expect(await repository.outcomes(id)).toEqual([done(id, 1, 1)]);
      for (const name of ['a m', 'c m', 'd m']) await generations.complete(name);
      expect(await view(id)).toMatchObject({ state: 'done', done: 4 });
      expect(await ideas.list(10)).toHaveLength(4);
    });

    it('ends a job whose last outcome was kept', async () => {
      const id = await submit({ prompts: ['a'], models: ['m'] });
      await repository.record(id, lost(0, 1));
      jobs = start();
      await jobs.resume();
      await turn();
      expect(generations.begun).toEqual([]);
      expect(await view(id)).toMatchObject({ state: 'done', failed: 1 });
    });

    it('keeps the order of the jobs', async () => {
      const first = await submit({ ...four, client: 'a' });
      await submit({ ...four, client: 'a' });
      jobs = start();
      await jobs.resume();
      await turn();
      expect(await view(first)).toMatchObject({ state: 'running' });
      expect(generations.running).toEqual(['a m', 'b m']);
    });
  });

  it('does not count a shutdown as a failure', async () => {
    const id = await submit(four);
    jobs.close();
    for (const name of ['a m', 'b m', 'c m', 'd m']) await generations.fail(name, 'shutting_down');
    expect(await view(id)).toMatchObject({ state: 'queued', waiting: 4, failed: 0 });
    expect(await repository.open()).toEqual([{ id, client: 'address 127.0.0.1' }]);
    await expect(submit()).rejects.toMatchObject({ code: 'shutting_down' });
  });

  it.each(['no_worker', 'queue_unavailable', 'interrupted', 'stream_not_found'] as const)(
    'tries an item again that nobody could write (%s), and tells no failure',
    async (code) => {
      const id = await submit({ prompts: ['a'], models: ['m'] });
      await generations.fail('a m', code);
      expect(await view(id)).toMatchObject({ state: 'running', failed: 0 });
      expect(generations.running).toEqual([]);
      again.next();
      await generations.complete('a m');
      expect(await view(id)).toMatchObject({ state: 'done', done: 1 });
      expect(await repository.outcomes(id)).toEqual([done(id, 0, 1)]);
    },
  );

  it('lets go of its jobs on its way down, so that nothing is tried again here', async () => {
    const id = await submit({ prompts: ['a'], models: ['m'] });
    await generations.fail('a m', 'no_worker');
    jobs.close();
    jobs.letGo();
    expect(again.observed).toBe(false);
    expect(await view(id)).toMatchObject({ state: 'queued', waiting: 1 });
  });

  describe('many jobs', () => {
    it('run side by side, of one client one after the other', async () => {
      const [a, b] = [
        await submit({ ...four, client: 'a' }),
        await submit({ prompts: ['e'], models: ['m'], client: 'a' }),
      ];
      const c = await submit({ prompts: ['f'], models: ['m'], client: 'c' });
      expect(await view(b)).toMatchObject({ state: 'queued', waiting: 1 });
      expect(generations.running).toEqual(['a m', 'b m', 'f m']);
      for (const name of ['a m', 'b m', 'c m', 'd m']) await generations.complete(name);
      expect(generations.running).toEqual(['f m', 'e m']);
      await generations.complete('e m');
      await generations.complete('f m');
      for (const id of [a, b, c]) expect(await view(id)).toMatchObject({ state: 'done' });
    });

    it('are refused beyond the bound, also where they come at once', async () => {
      const answers = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((client) => submit({ client })));
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      for (const answer of answers.slice(3)) {
        expect(answer).toMatchObject({ reason: { code: 'queue_full', retryAfter: 60 } });
      }
      expect(await repository.open()).toHaveLength(3);
    });
  });

  describe('an idempotency key', () => {
    it('makes the same wish one job', async () => {
      const id = await submit(four, 'k');
      expect(await submit(four, 'k')).toBe(id);
      expect(await repository.list(10)).toHaveLength(1);
      expect(await submit({ ...four, client: 'other' }, 'k')).not.toBe(id);
    });

    it('does so where both come at once', async () => {
      const ids = await Promise.all([submit(four, 'k'), submit(four, 'k'), submit(four, 'k')]);
      expect(new Set(ids).size).toBe(1);
      expect(await repository.list(10)).toHaveLength(1);
      expect(generations.begun).toEqual(['a m', 'b m']);
    });

    it('is refused with another wish', async () => {
      await submit(four, 'k');
      await expect(submit({ prompts: ['z'] }, 'k', 'g')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
      expect(await repository.list(10)).toHaveLength(1);
    });

    it('finds a job that has ended, whatever else is open', async () => {
      const id = await submit({ prompts: ['a'], models: ['m'] }, 'k');
      await generations.complete('a m');
      for (const client of ['x', 'y', 'z']) await submit({ client });
      expect(await submit({ prompts: ['a'], models: ['m'] }, 'k')).toBe(id);
    });
  });

  describe('cancelling', () => {
    it('ends what runs, keeps what is done, and starts the next', async () => {
      const id = await submit({ ...four, client: 'a' });
      const next = await submit({ prompts: ['e'], models: ['m'], client: 'a' });
      await generations.complete('a m');
      await jobs.cancel(id);
      await turn();
      expect(generations.running).toEqual(['e m']);
      expect(await view(id)).toEqual({
        state: 'cancelled',
        total: 4,
        waiting: 0,
        running: 0,
        done: 1,
        failed: 0,
        cancelled: 3,
        items: [],
      });
      expect(await view(next)).toMatchObject({ state: 'running' });
    });

    it('takes a job that waits out of the queue', async () => {
      await submit({ ...four, client: 'a' });
      const id = await submit({ prompts: ['e'], models: ['m'], client: 'a' });
      await jobs.cancel(id);
      for (const name of ['a m', 'b m', 'c m', 'd m']) await generations.complete(name);
      expect(generations.begun).toEqual(['a m', 'b m', 'c m', 'd m']);
      expect(await view(id)).toMatchObject({ state: 'cancelled', cancelled: 1 });
    });

    it('changes nothing of a job that is done', async () => {
      const id = await submit({ prompts: ['a'], models: ['m'] });
      await generations.complete('a m');
      await jobs.cancel(id);
      expect(await view(id)).toMatchObject({ state: 'done', done: 1 });
    });
  });

  describe('retrying', () => {
    it('runs the failed items of a job again, and those alone', async () => {
      const id = await submit({ prompts: ['a', 'b'], models: ['m'] });
      await generations.fail('a m');
      await generations.complete('b m');
      await jobs.retry((await jobs.find(id))!.job);
      await turn();
      expect(generations.begun).toEqual(['a m', 'b m', 'a m']);
      await generations.complete('a m');
      expect(await view(id)).toMatchObject({ state: 'done', done: 2, failed: 0 });
      expect(await repository.outcomes(id)).toEqual([done(id, 1, 2), done(id, 0, 3)]);
    });

    it('numbers nothing anew that a reader knows already', async () => {
      const id = await submit({ prompts: ['a', 'b'], models: ['m'] });
      await generations.complete('a m');
      await generations.fail('b m');
      const seen = listen(jobs.watch(id));
      await turn();
      expect(seen.completed).toBe(true);
      await jobs.retry((await jobs.find(id))!.job);
      await turn();
      const goesOn = listen(jobs.watch(id, 2));
      await generations.complete('b m');
      await turn();
      expect(goesOn.events).toContainEqual({ type: 'outcome', outcome: done(id, 1, 3) });
    });

    it('is refused while a job runs, and where it was cancelled', async () => {
      const id = await submit(four);
      const { job } = (await jobs.find(id))!;
      await expect(jobs.retry(job)).rejects.toMatchObject({ code: 'batch_not_done' });
      await jobs.cancel(id);
      await expect(jobs.retry(job)).rejects.toMatchObject({ code: 'batch_not_done' });
    });
  });

  it('pauses a job whose outcomes cannot be kept, and writes no idea twice', async () => {
    const id = await submit({ ...four, client: 'a' });
    const broken = jest.spyOn(repository, 'record').mockRejectedValueOnce(new Error('SQLITE_FULL'));
    await generations.complete('a m');
    expect(generations.running).toEqual([]);
    expect(await view(id)).toMatchObject({ state: 'queued', done: 0 });
    broken.mockRestore();
    pauseOver.next();
    await turn();
    expect(await view(id)).toMatchObject({ state: 'running', done: 1 });
    for (const name of ['b m', 'c m', 'd m']) await generations.complete(name);
    expect(await view(id)).toMatchObject({ state: 'done', done: 4 });
    expect(generations.begun.filter((name) => name === 'a m')).toHaveLength(1);
  });

  it('forgets old jobs when a new one comes', async () => {
    const id = await submit({ prompts: ['a'], models: ['m'] });
    await generations.complete('a m');
    const month = 30 * 24 * 60 * 60 * 1000;
    const { id: _id, status: _status, createdAt: _createdAt, ...wish } = aBatchJob();
    await jobs.submit(wish, undefined, new Date(Date.now() + month + 10_000));
    expect(await jobs.find(id)).toBeUndefined();
    expect(await ideas.list(10)).toHaveLength(1);
  });

  describe('watching', () => {
    const outcomes = ({ events }: Heard<JobEvent>): ItemOutcome[] =>
      events.flatMap((event) => (event.type === 'outcome' ? [event.outcome] : []));

    it('tells what was, what is, and the end', async () => {
      const id = await submit({ prompts: ['a', 'b', 'c'], models: ['m'] });
      await generations.complete('a m');
      const heard = listen(jobs.watch(id));
      await turn();
      expect(heard.events).toEqual([
        { type: 'outcome', outcome: done(id, 0, 1) },
        { type: 'progress', counts: { total: 3, waiting: 0, running: 2, done: 1, failed: 0, cancelled: 0 } },
      ]);
      await generations.fail('c m');
      await generations.complete('b m');
      expect(heard.events.slice(2)).toEqual([
        { type: 'outcome', outcome: lost(2, 2) },
        { type: 'progress', counts: { total: 3, waiting: 0, running: 1, done: 1, failed: 1, cancelled: 0 } },
        { type: 'outcome', outcome: done(id, 1, 3) },
        { type: 'progress', counts: { total: 3, waiting: 0, running: 0, done: 2, failed: 1, cancelled: 0 } },
        {
          type: 'ended',
          status: 'done',
          counts: { total: 3, waiting: 0, running: 0, done: 2, failed: 1, cancelled: 0 },
        },
      ]);
      expect(heard.completed).toBe(true);
    });

    it('misses nothing and tells nothing twice, wherever a reader was', async () => {
      const id = await submit(four);
      const all = listen(jobs.watch(id));
      const later: Heard<JobEvent>[] = [];
      for (const name of ['a m', 'b m', 'c m', 'd m']) {
        // Without a turn between: what is kept and what is told meanwhile meet.
        later.push(listen(jobs.watch(id, later.length)));
        await generations.complete(name);
      }
      expect(outcomes(all)).toEqual([0, 1, 2, 3].map((n) => done(id, n, n + 1)));
      later.forEach((heard, after) => expect(outcomes(heard)).toEqual(outcomes(all).slice(after)));
      const ended = listen(jobs.watch(id, 2));
      await turn();
      expect(outcomes(ended)).toEqual(outcomes(all).slice(2));
      expect(ended.completed).toBe(true);
    });

    it('hears of a cancellation', async () => {
      const id = await submit(four);
      const heard = listen(jobs.watch(id));
      await jobs.cancel(id);
      await turn();
      expect(heard.events.at(-1)).toMatchObject({ type: 'ended', status: 'cancelled', counts: { cancelled: 4 } });
      expect(heard.completed).toBe(true);
    });

    it('changes nothing for the job, whoever leaves', async () => {
      const id = await submit({ prompts: ['a'], models: ['m'] });
      listen(jobs.watch(id)).subscription.unsubscribe();
      await generations.complete('a m');
      expect(await view(id)).toMatchObject({ state: 'done' });
    });
  });
});
