import type { BatchJob, ItemOutcome } from '@muse/core/batch-jobs/batch-job.js';
import type { BatchJobRepository } from '@muse/core/batch-jobs/batch-job-repository.js';
import { BatchJobs } from '@muse/core/batch-jobs/batch-jobs.js';
import type { JobEvent } from '@muse/core/batch-jobs/job-event.js';
import type { JobLeases } from '@muse/core/batch-jobs/job-leases.js';
import type { JobSignals } from '@muse/core/batch-jobs/job-signals.js';
import { Batches } from '@muse/core/batch/batches.js';
import type { Generations } from '@muse/core/generations/generations.js';
import type { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import type { Models } from '@muse/core/models/models.js';
import { Subject } from 'rxjs';
import { FakeGenerations } from '../support/fakes/fake-generations.js';
import { type Heard, listen } from '../support/fakes/listen.js';
import { aBatchJob } from '../support/fakes/samples.js';
import { eventually } from '../support/wait.js';

/** What processes share: one database, and these of each of them. */
export interface SharedJobs {
  repository: BatchJobRepository;
  ideas: IdeaRepository;
  /** Leases and signals of another process. */
  join(): { leases: JobLeases; signals: JobSignals };
  /** Resolves when all that have joined hear signals. */
  ready(): Promise<void>;
  /** Lets the lease of this client run out, as if its process stood still. */
  expire(client: string): Promise<void>;
}

/** What several processes do with the jobs of one database. */
export function sharedBatchJobsConformance(open: () => Promise<SharedJobs>): void {
  let shared: SharedJobs;
  let a: Process;
  let b: Process;

  /** An API process. */
  class Process {
    readonly generations = new FakeGenerations(shared.ideas);
    readonly look = new Subject<void>();
    readonly pauseOver = new Subject<void>();
    readonly again = new Subject<void>();
    readonly jobs: BatchJobs;

    constructor(sideBySide = 4) {
      const { repository, ideas } = shared;
      const models = { left: new Subject() } as unknown as Models;
      const generations = this.generations as unknown as Generations;
      const batches = new Batches(generations, models, { perModel: () => 2, models: 2 });
      const options = {
        sideBySide,
        maxOpen: 9,
        keepDays: 30,
        pause: () => this.pauseOver,
        again: () => this.again,
        observe: () => {},
      };
      const tools = { jobs: repository, ideas, batches, ...shared.join() };
      this.jobs = new BatchJobs(tools, { ...options, look: this.look });
    }

    async submit(fields: Partial<BatchJob> = {}): Promise<string> {
      const { id: _id, status: _status, createdAt: _createdAt, ...wish } = aBatchJob({ models: ['m'], ...fields });
      return this.jobs.submit(wish);
    }

    /** Resolves when exactly these items are being written here. */
    async writes(...names: string[]): Promise<void> {
      const wanted = names.join();
      await eventually(() => this.generations.running.join() === wanted || undefined, `${wanted} to be written`);
    }
  }

  beforeEach(async () => {
    shared = await open();
    a = new Process();
    b = new Process();
    await a.jobs.resume();
    await b.jobs.resume();
    await shared.ready();
  });

  afterEach(() => {
    a.jobs.close();
    b.jobs.close();
  });

  const four = { prompts: ['p', 'q', 'r', 's'] };
  const outcomesIn = ({ events }: Heard<JobEvent>): ItemOutcome[] =>
    events.flatMap((event) => (event.type === 'outcome' ? [event.outcome] : []));

  async function isIn(process: Process, id: string, state: string): Promise<void> {
    await eventually(async () => (await process.jobs.find(id))?.state === state || undefined, `${id} to be ${state}`);
  }

  async function has(process: Process, id: string, outcomes: number): Promise<void> {
    const count = async (): Promise<true | undefined> => {
      const { done, failed } = (await process.jobs.find(id))!.counts;
      return done + failed === outcomes || undefined;
    };
    await eventually(count, `${id} to have ${outcomes} outcomes`);
  }

  async function ends(heard: Heard<unknown>): Promise<void> {
    await eventually(() => heard.completed || undefined, 'a reader to see the end');
  }

  it('run a job in one of them, and both show it', async () => {
    const id = await a.submit(four);
    await a.writes('p m', 'q m');
    await isIn(b, id, 'running');
    b.look.next();
    await a.generations.complete('p m');
    await has(b, id, 1);
    expect((await b.jobs.find(id))!.counts).toMatchObject({ running: 0, waiting: 3, done: 1 });
    expect(b.generations.begun).toEqual([]);
    for (const name of ['q m', 'r m', 's m']) {
      await eventually(() => a.generations.running.includes(name) || undefined, name);
      await a.generations.complete(name);
    }
    await isIn(b, id, 'done');
    expect(b.generations.begun).toEqual([]);
  });

  it('run one job of a client at a time, and those of several side by side', async () => {
    const [first, second] = [await a.submit({ prompts: ['p'] }), await b.submit({ prompts: ['q'] })];
    await b.submit({ prompts: ['x'], client: 'other' });
    await a.writes('p m');
    await eventually(() => [...a.generations.begun, ...b.generations.begun].includes('x m') || undefined, 'x');
    expect([...a.generations.begun, ...b.generations.begun]).not.toContain('q m');
    expect((await a.jobs.find(second))!.state).toBe('queued');
    await a.generations.complete('p m');
    await isIn(b, first, 'done');
    // Whoever looks first has it.
    await eventually(() => [...a.generations.begun, ...b.generations.begun].includes('q m') || undefined, 'q');
  });

  it('go on with the job of one that died, and run nothing again that had finished', async () => {
    const id = await a.submit(four);
    await a.writes('p m', 'q m');
    await a.generations.complete('p m');
    await a.writes('q m', 'r m');
    await a.generations.keepIdea('q m');
    await shared.expire(aBatchJob().client);
    b.look.next();
    // The idea of q was kept before its outcome was.
    await b.writes('r m', 's m');
    await has(b, id, 2);
    for (const name of ['r m', 's m']) await b.generations.complete(name);
    await isIn(b, id, 'done');
    expect(b.generations.begun).toEqual(['r m', 's m']);
    const outcomes = await shared.repository.outcomes(id);
    expect(outcomes.map(({ index, seq, state }) => [index, seq, state])).toEqual([
      [0, 1, 'done'],
      [1, 2, 'done'],
      [2, 3, 'done'],
      [3, 4, 'done'],
    ]);
  });

  it('keep one outcome of each item, also where one that stood still goes on writing', async () => {
    const id = await a.submit(four);
    await a.writes('p m', 'q m');
    await shared.expire(aBatchJob().client);
    b.look.next();
    await b.writes('p m', 'q m');
    // Both believe that the job is theirs; both write, in any order.
    await b.generations.complete('p m');
    await has(b, id, 1);
    if (a.generations.running.includes('q m')) await a.generations.fail('q m');
    await b.generations.complete('q m');
    b.pauseOver.next();
    b.look.next();
    for (const name of ['r m', 's m']) {
      await eventually(() => b.generations.running.includes(name) || undefined, name);
      await b.generations.complete(name);
    }
    await isIn(b, id, 'done');
    const outcomes = await shared.repository.outcomes(id);
    expect(outcomes.map(({ index, seq }) => [index, seq])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    expect(outcomes.every(({ state }) => state === 'done')).toBe(true);
  });

  it('hand over at once what one on its way down leaves', async () => {
    const id = await a.submit({ prompts: ['p', 'q'] });
    await a.writes('p m', 'q m');
    a.jobs.close();
    for (const name of ['p m', 'q m']) await a.generations.fail(name, 'shutting_down');
    await b.writes('p m', 'q m');
    for (const name of ['p m', 'q m']) await b.generations.complete(name);
    await isIn(b, id, 'done');
  });

  it('hand over at once what one lets go of while nobody could write it', async () => {
    const id = await a.submit({ prompts: ['p'] });
    await a.writes('p m');
    await a.generations.fail('p m', 'no_worker');
    a.jobs.close();
    a.jobs.letGo();
    await b.writes('p m');
    await b.generations.complete('p m');
    await isIn(b, id, 'done');
  });

  it('cancel a job that runs elsewhere', async () => {
    const id = await a.submit(four);
    await a.writes('p m', 'q m');
    const heard = listen(a.jobs.watch(id));
    await b.jobs.cancel(id);
    await a.writes();
    await ends(heard);
    expect(heard.events.at(-1)).toMatchObject({ type: 'ended', status: 'cancelled', counts: { cancelled: 4 } });
    // Its client is free again.
    await b.submit({ prompts: ['x'] });
    await eventually(() => [...a.generations.begun, ...b.generations.begun].includes('x m') || undefined, 'x');
  });

  it('run the failed items of a job again, whoever is asked', async () => {
    const id = await a.submit({ prompts: ['p'] });
    await a.writes('p m');
    await a.generations.fail('p m');
    await isIn(b, id, 'done');
    await b.jobs.retry((await b.jobs.find(id))!.job);
    const again = await eventually(() => [a, b].find(({ generations }) => generations.running.length > 0), 'p again');
    await again.generations.complete('p m');
    await isIn(b, id, 'done');
    expect((await b.jobs.find(id))!.counts).toMatchObject({ done: 1, failed: 0 });
  });

  it('tell who watches in one what happens in another, nothing missing and nothing twice', async () => {
    const id = await a.submit(four);
    await a.writes('p m', 'q m');
    const heard = listen(b.jobs.watch(id));
    for (const [n, name] of ['p m', 'q m', 'r m', 's m'].entries()) {
      await eventually(() => a.generations.running.includes(name) || undefined, name);
      await a.generations.complete(name);
      await eventually(() => outcomesIn(heard).length === n + 1 || undefined, `outcome ${n + 1}`);
    }
    await ends(heard);
    expect(outcomesIn(heard)).toEqual(await shared.repository.outcomes(id));
    expect(heard.events.at(-1)).toMatchObject({ type: 'ended', status: 'done', counts: { done: 4 } });
    const late = listen(b.jobs.watch(id, 2));
    await ends(late);
    expect(outcomesIn(late)).toEqual(outcomesIn(heard).slice(2));
  });

  it('go on telling who watches when another takes the job over', async () => {
    const id = await a.submit(four);
    await a.writes('p m', 'q m');
    const readers = [listen(a.jobs.watch(id)), listen(b.jobs.watch(id))];
    await a.generations.complete('p m');
    await a.writes('q m', 'r m');
    await shared.expire(aBatchJob().client);
    b.look.next();
    await b.writes('q m', 'r m');
    for (const name of ['q m', 'r m', 's m']) {
      await eventually(() => b.generations.running.includes(name) || undefined, name);
      await b.generations.complete(name);
    }
    a.look.next();
    for (const heard of readers) {
      await ends(heard);
      expect(outcomesIn(heard)).toEqual(await shared.repository.outcomes(id));
    }
  });
}
