import type { BatchJob, ItemOutcome } from '@muse/core/batch-jobs/batch-job.js';
import type { BatchJobRepository } from '@muse/core/batch-jobs/batch-job-repository.js';
import { aBatchJob } from '../support/fakes/samples.js';

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const done = (index: number, seq: number): ItemOutcome => ({ index, seq, state: 'done', ideaId: idOf(index) });
const failed = (index: number, seq: number): ItemOutcome => ({
  index,
  seq,
  state: 'failed',
  code: 'runner_died',
  detail: `It died: "é" 創 '; --`,
});

/** What every BatchJobRepository does. `make` answers an empty one. */
export function batchJobRepositoryConformance(name: string, make: () => Promise<BatchJobRepository>): void {
  describe(`BatchJobRepository: ${name}`, () => {
    let jobs: BatchJobRepository;

    beforeEach(async () => {
      jobs = await make();
    });

    async function add(n: number, fields: Partial<BatchJob> = {}): Promise<BatchJob> {
      const job = aBatchJob({ id: idOf(n), createdAt: new Date(1_700_000_000_000 + n), ...fields });
      await jobs.add(job);
      return job;
    }

    it.each<[string, Partial<BatchJob>]>([
      ['a job', {}],
      ['one that goes one after the other', { parallel: false }],
      ['text of all kinds', { prompts: ["'; DROP TABLE batch_jobs; --", 'a\0b', '👨‍👩‍👧‍👦 創意\r\n\t"é" ﷽', ','] }],
      [
        'every wish',
        {
          wish: {
            onWorkerLoss: 'fail',
            category: 'art',
            creativityLevel: 10,
            language: 'fr',
            angle: 'opposite',
            ensemble: { models: ['a', 'b'], candidates: 2, strategy: 'best_of' },
            maxTokens: 1,
            temperature: 0.1,
            topP: 0.3,
            topK: 0,
            n: 5,
          },
        },
      ],
      ['ten thousand prompts', { prompts: Array.from({ length: 10_000 }, (_, n) => `prompt ${n}`) }],
    ])('keeps %s, every field as it was', async (_, fields) => {
      const job = await add(1, fields);
      await expect(jobs.find(job.id)).resolves.toEqual(job);
      await expect(jobs.list(10)).resolves.toEqual([job]);
    });

    it('finds nothing under an id that was never kept', async () => {
      await add(1);
      await expect(jobs.find(idOf(2))).resolves.toBeUndefined();
      await expect(jobs.outcomes(idOf(2))).resolves.toEqual([]);
      await expect(jobs.countOutcomes(idOf(2))).resolves.toEqual({ done: 0, failed: 0 });
    });

    it('takes text of all kinds as an id, and as what went wrong', async () => {
      await add(1);
      const odd: ItemOutcome = { index: 0, seq: 1, state: 'failed', code: 'runner_died', detail: 'a\0b \u001a0' };
      await jobs.record(idOf(1), odd);
      await expect(jobs.outcomes(idOf(1))).resolves.toEqual([odd]);
      await expect(jobs.find('\0')).resolves.toBeUndefined();
      await expect(jobs.outcomes('\0')).resolves.toEqual([]);
      await expect(jobs.end('x'.repeat(1000), 'done')).resolves.toBe(false);
      await expect(jobs.reopen('\0')).resolves.toBe(false);
    });

    it('refuses an id that exists', async () => {
      const job = await add(1);
      await expect(add(1, { client: 'other' })).rejects.toThrow();
      await expect(jobs.find(job.id)).resolves.toEqual(job);
    });

    it('knows the keys of a client, and refuses a second job with one', async () => {
      await jobs.add(aBatchJob({ id: idOf(1), client: 'a' }), { key: 'k', fingerprint: 'f' });
      await jobs.add(aBatchJob({ id: idOf(2), client: 'b' }), { key: 'k', fingerprint: 'g' });
      await jobs.add(aBatchJob({ id: idOf(3), client: 'a' }));
      await jobs.add(aBatchJob({ id: idOf(4), client: 'a' }));
      await expect(jobs.findByKey('a', 'k')).resolves.toEqual({ id: idOf(1), fingerprint: 'f' });
      await expect(jobs.findByKey('b', 'k')).resolves.toEqual({ id: idOf(2), fingerprint: 'g' });
      await expect(jobs.findByKey('c', 'k')).resolves.toBeUndefined();
      await expect(jobs.findByKey('a', 'other')).resolves.toBeUndefined();
      const again = jobs.add(aBatchJob({ id: idOf(5), client: 'a' }), { key: 'k', fingerprint: 'f' });
      await expect(again).rejects.toThrow();
      await expect(jobs.find(idOf(5))).resolves.toBeUndefined();
    });

    it('lists the newest first, of one client or of all', async () => {
      const [a, b, c] = [await add(1, { client: 'x' }), await add(2, { client: 'y' }), await add(3, { client: 'x' })];
      await expect(jobs.list(10)).resolves.toEqual([c, b, a]);
      await expect(jobs.list(2)).resolves.toEqual([c, b]);
      await expect(jobs.list(10, 'x')).resolves.toEqual([c, a]);
      await expect(jobs.list(10, 'z')).resolves.toEqual([]);
    });

    it('tells the open ones, the oldest first', async () => {
      for (const n of [3, 1, 2, 4]) await add(n, { client: `client ${n}` });
      await expect(jobs.end(idOf(2), 'done')).resolves.toBe(true);
      await expect(jobs.end(idOf(3), 'cancelled')).resolves.toBe(true);
      await expect(jobs.open()).resolves.toEqual([
        { id: idOf(1), client: 'client 1' },
        { id: idOf(4), client: 'client 4' },
      ]);
    });

    it('ends a job once', async () => {
      await add(1);
      await expect(jobs.end(idOf(1), 'cancelled')).resolves.toBe(true);
      await expect(jobs.end(idOf(1), 'done')).resolves.toBe(false);
      await expect(jobs.find(idOf(1))).resolves.toMatchObject({ status: 'cancelled' });
      await expect(jobs.end(idOf(2), 'done')).resolves.toBe(false);
    });

    it('keeps outcomes, and answers them in their order, from one on', async () => {
      await add(1);
      await add(2);
      for (const outcome of [done(4, 1), failed(0, 2), done(2, 3)]) await jobs.record(idOf(1), outcome);
      await jobs.record(idOf(2), done(4, 1));
      await expect(jobs.outcomes(idOf(1))).resolves.toEqual([done(4, 1), failed(0, 2), done(2, 3)]);
      await expect(jobs.outcomes(idOf(1), 1)).resolves.toEqual([failed(0, 2), done(2, 3)]);
      await expect(jobs.outcomes(idOf(1), 3)).resolves.toEqual([]);
      await expect(jobs.countOutcomes(idOf(1))).resolves.toEqual({ done: 2, failed: 1 });
      await expect(jobs.countOutcomes(idOf(2))).resolves.toEqual({ done: 1, failed: 0 });
    });

    it('keeps one outcome per item', async () => {
      await add(1);
      await jobs.record(idOf(1), done(4, 1));
      await expect(jobs.record(idOf(1), failed(4, 2))).rejects.toThrow();
      await expect(jobs.outcomes(idOf(1))).resolves.toEqual([done(4, 1)]);
    });

    it('numbers no two outcomes of a job alike', async () => {
      await add(1);
      await add(2);
      await jobs.record(idOf(1), done(4, 1));
      await expect(jobs.record(idOf(1), done(5, 1))).rejects.toThrow();
      await jobs.record(idOf(2), done(5, 1));
      await expect(jobs.outcomes(idOf(1))).resolves.toEqual([done(4, 1)]);
      await expect(jobs.outcomes(idOf(2))).resolves.toEqual([done(5, 1)]);
    });

    it('opens a job that is done without its failures, and no other', async () => {
      await add(1);
      await add(2);
      for (const id of [idOf(1), idOf(2)]) {
        await jobs.record(id, done(0, 1));
        await jobs.record(id, failed(1, 2));
      }
      await expect(jobs.reopen(idOf(1))).resolves.toBe(false);
      await expect(jobs.countOutcomes(idOf(1))).resolves.toEqual({ done: 1, failed: 1 });
      await jobs.end(idOf(1), 'done');
      await expect(jobs.reopen(idOf(1))).resolves.toBe(true);
      await expect(jobs.find(idOf(1))).resolves.toMatchObject({ status: 'open' });
      await expect(jobs.outcomes(idOf(1))).resolves.toEqual([done(0, 1)]);
      await expect(jobs.lastSeq(idOf(1))).resolves.toBe(2);
      await expect(jobs.countOutcomes(idOf(2))).resolves.toEqual({ done: 1, failed: 1 });
      await expect(jobs.reopen(idOf(3))).resolves.toBe(false);
    });

    it('knows the highest number of a job, however often its failures were taken away', async () => {
      await add(1);
      await expect(jobs.lastSeq(idOf(1))).resolves.toBe(0);
      await jobs.record(idOf(1), failed(0, 1));
      await jobs.record(idOf(1), failed(1, 2));
      await expect(jobs.lastSeq(idOf(1))).resolves.toBe(2);
      await jobs.end(idOf(1), 'done');
      await jobs.reopen(idOf(1));
      await jobs.end(idOf(1), 'done');
      await jobs.reopen(idOf(1));
      await expect(jobs.lastSeq(idOf(1))).resolves.toBe(2);
      await jobs.record(idOf(1), done(1, 3));
      await expect(jobs.lastSeq(idOf(1))).resolves.toBe(3);
      await expect(jobs.lastSeq(idOf(2))).resolves.toBe(0);
    });

    it('removes old jobs that have ended, with their outcomes', async () => {
      for (const n of [1, 2, 3]) {
        await add(n);
        await jobs.record(idOf(n), done(0, 1));
      }
      await jobs.end(idOf(1), 'done');
      await jobs.end(idOf(3), 'cancelled');
      await expect(jobs.removeBefore(new Date(1_700_000_000_003))).resolves.toBe(1);
      await expect(jobs.list(10)).resolves.toMatchObject([{ id: idOf(3) }, { id: idOf(2) }]);
      await expect(jobs.outcomes(idOf(1))).resolves.toEqual([]);
      await expect(jobs.outcomes(idOf(3))).resolves.toHaveLength(1);
    });
  });
}
