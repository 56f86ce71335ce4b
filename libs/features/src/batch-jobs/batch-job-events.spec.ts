import type { JobEvent } from '@muse/core/batch-jobs/job-event.js';
import { firstValueFrom, from, toArray } from 'rxjs';
import { aBatchJob, anIdea } from '../../../../test/support/fakes/samples.js';
import { toIdeaDto } from '../generation/idea.dto.js';
import { markIn, toBatchJobEvents } from './batch-job-events.js';

const job = aBatchJob({ prompts: ['Tee', 'Regen', 'Wind'], models: ['m'] });
const counts = { total: 3, waiting: 0, running: 1, done: 1, failed: 1, cancelled: 0 };

describe('markIn', () => {
  it.each([
    [undefined, 0],
    ['', 0],
    [`${job.id}:0`, 0],
    [`${job.id}:17`, 17],
    [`${job.id}:end`, 'end'],
    ['0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11:17', undefined],
    [job.id, undefined],
    [`${job.id}:`, undefined],
    [`${job.id}:-1`, undefined],
    [`${job.id}:1:2`, undefined],
    [`${job.id}:2.1`, undefined],
    [`${job.id}:99999999999`, undefined],
  ])('of %j is %j', (id, mark) => {
    expect(markIn(job.id, id)).toBe(mark);
  });
});

describe('the events of a job', () => {
  it('carry what was written or why nothing was, and count outcomes', async () => {
    const idea = anIdea();
    const events: JobEvent[] = [
      { type: 'running', index: 2 },
      { type: 'outcome', outcome: { index: 0, seq: 5, state: 'done', ideaId: idea.id } },
      { type: 'outcome', outcome: { index: 1, seq: 6, state: 'failed', code: 'runner_died', detail: 'It died.' } },
      { type: 'progress', counts },
      { type: 'outcome', outcome: { index: 2, seq: 7, state: 'done', ideaId: 'deleted since' } },
      { type: 'ended', status: 'done', counts },
    ];
    const find = async (id: string) => (id === idea.id ? idea : undefined);
    const sent = await firstValueFrom(from(events).pipe(toBatchJobEvents(job, find, 4), toArray()));
    const error = { code: 'runner_died', detail: 'It died.' };
    expect(sent).toEqual([
      { id: `${job.id}:4`, data: { type: 'batch_item', index: 2, prompt: 'Wind', model: 'm', state: 'running' } },
      {
        id: `${job.id}:5`,
        data: { type: 'batch_item', index: 0, prompt: 'Tee', model: 'm', state: 'done', idea: toIdeaDto(idea) },
      },
      {
        id: `${job.id}:6`,
        data: { type: 'batch_item', index: 1, prompt: 'Regen', model: 'm', state: 'failed', error },
      },
      { id: `${job.id}:6`, data: { type: 'batch_progress', counts, progress: 2 / 3 } },
      {
        id: `${job.id}:7`,
        data: { type: 'batch_item', index: 2, prompt: 'Wind', model: 'm', state: 'done', idea: null },
      },
      { id: `${job.id}:end`, data: { type: 'batch_complete', state: 'done', counts } },
    ]);
  });
});
