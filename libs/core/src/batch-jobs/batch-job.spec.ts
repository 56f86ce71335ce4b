import { aBatchJob } from '../../../../test/support/fakes/samples.js';
import { planItems } from '../batch/batch-plan.js';
import { countItems, itemAt, itemsWithout, sizeOf } from './batch-job.js';
import { ideaIdOf } from './idea-id-of.js';

const job = aBatchJob({ prompts: ['Tee', 'Regen', 'Wind'], models: ['x', 'y'] });

describe('the items of a job', () => {
  it('are every prompt on every model, prompt by prompt', () => {
    expect(sizeOf(job)).toBe(6);
    expect(itemsWithout(job, () => false)).toEqual([
      { index: 0, prompt: 'Tee', model: 'x' },
      { index: 1, prompt: 'Tee', model: 'y' },
      { index: 2, prompt: 'Regen', model: 'x' },
      { index: 3, prompt: 'Regen', model: 'y' },
      { index: 4, prompt: 'Wind', model: 'x' },
      { index: 5, prompt: 'Wind', model: 'y' },
    ]);
    expect(itemAt(job, 3)).toEqual({ index: 3, prompt: 'Regen', model: 'y' });
  });

  it('are n for each prompt on each model, which take the angles in turn', () => {
    const twice = aBatchJob({ prompts: ['Tee', 'Regen'], models: ['x', 'y'], wish: { ...job.wish, n: 2 } });
    expect(sizeOf(twice)).toBe(8);
    expect(itemsWithout(twice, () => false)).toEqual([
      { index: 0, prompt: 'Tee', model: 'x' },
      { index: 1, prompt: 'Tee', model: 'x', angle: 'constraint' },
      { index: 2, prompt: 'Tee', model: 'y' },
      { index: 3, prompt: 'Tee', model: 'y', angle: 'constraint' },
      { index: 4, prompt: 'Regen', model: 'x' },
      { index: 5, prompt: 'Regen', model: 'x', angle: 'constraint' },
      { index: 6, prompt: 'Regen', model: 'y' },
      { index: 7, prompt: 'Regen', model: 'y', angle: 'constraint' },
    ]);
  });

  it('are those of a batch that is answered at once, where there is one model', () => {
    const prompts = ['Tee', 'Regen'];
    const many = aBatchJob({ prompts, models: ['x'], wish: { ...job.wish, n: 9 } });
    expect(itemsWithout(many, () => false)).toEqual(planItems(prompts, [], 'x', 9));
  });

  it('all have the angle that was wished for', () => {
    const wished = aBatchJob({ prompts: ['Tee'], models: ['x'], wish: { ...job.wish, angle: 'analogy', n: 3 } });
    expect(itemsWithout(wished, () => false).map(({ angle }) => angle)).toEqual(['analogy', 'analogy', 'analogy']);
  });

  it('that are left are those without an outcome', () => {
    expect(itemsWithout(job, (index) => index !== 1 && index !== 4).map(({ index }) => index)).toEqual([1, 4]);
  });
});

describe('countItems', () => {
  it.each([
    ['open', { total: 6, waiting: 1, running: 2, done: 2, failed: 1, cancelled: 0 }],
    ['cancelled', { total: 6, waiting: 0, running: 0, done: 2, failed: 1, cancelled: 3 }],
  ] as const)('adds up in a job that is %s', (status, counts) => {
    expect(countItems({ ...job, status }, { done: 2, failed: 1 }, 2)).toEqual(counts);
  });
});

describe('ideaIdOf', () => {
  it('is a UUID of version 8, the same for the same item and another for every other', () => {
    const ids = [0, 1, 2, 10, 11].flatMap((index) => [ideaIdOf(job.id, index), ideaIdOf('other', index)]);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(10);
    expect(ideaIdOf(job.id, 10)).toBe(ids[6]);
  });
});
