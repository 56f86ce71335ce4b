import { Subject } from 'rxjs';
import { listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryCounters } from '../../../../test/support/fakes/memory-counters.js';
import { BatchDiversity } from './batch-diversity.js';
import { countDiversity } from './count-diversity.js';

describe('countDiversity', () => {
  let counters: MemoryCounters;
  let diversity: BatchDiversity;
  let source: Subject<string>;
  let lost: unknown[];

  beforeEach(() => {
    counters = new MemoryCounters();
    diversity = new BatchDiversity();
    source = new Subject();
    lost = [];
  });

  const begin = () => listen(source.pipe(countDiversity(diversity, counters, (error) => lost.push(error))));
  const counted = async () => Object.fromEntries(await counters.startingWith('batch.diversity.'));

  it('adds the batch up before its reader hears of the end', async () => {
    const heard = begin();
    for (const content of ['Tee', 'Tee!', 'Brot']) diversity.add({ title: '', content });
    diversity.rewrite();
    source.next('told');
    expect(await counted()).toEqual({});
    source.complete();
    expect(heard).toMatchObject({ events: ['told'], completed: false });
    await turn();
    expect(heard.completed).toBe(true);
    expect(await counted()).toEqual({ pairs: 3, similarity: 1, ideas: 3, distinct: 2, rewritten: 1 });
  });

  it('adds up, once, what there was when its reader went', async () => {
    const heard = begin();
    diversity.add({ title: '', content: 'Tee' });
    heard.subscription.unsubscribe();
    await turn();
    expect(await counted()).toEqual({ ideas: 1, distinct: 1 });
    expect(source.observed).toBe(false);
  });

  it('ends the batch all the same where it cannot be counted', async () => {
    const failure = new Error('disk full');
    jest.spyOn(counters, 'add').mockRejectedValue(failure);
    const heard = begin();
    diversity.add({ title: '', content: 'Tee' });
    source.complete();
    await turn();
    expect(heard).toMatchObject({ events: [], completed: true });
    expect(lost).toEqual([failure]);
  });
});
