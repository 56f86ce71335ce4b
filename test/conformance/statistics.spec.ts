import { TypeormCounters } from '@muse/adapters/storage/typeorm-counters.js';
import { TypeormIdeaActivity } from '@muse/adapters/storage/typeorm-idea-activity.js';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import { TypeormUsageRepository } from '@muse/adapters/storage/typeorm-usage-repository.js';
import { newFolder, openDatabase } from '../support/databases.js';
import { MemoryCounters } from '../support/fakes/memory-counters.js';
import { MemoryUsageRepository } from '../support/fakes/memory-usage-repository.js';
import { anIdea } from '../support/fakes/samples.js';
import { countersSuite } from './counters.js';
import { usageRepositorySuite } from './usage-repository.js';

describe('Counters in memory', () => countersSuite(async () => new MemoryCounters()));
describe('Counters in the embedded database', () => {
  countersSuite(async () => new TypeormCounters(await openDatabase(newFolder())));
});

describe('UsageRepository in memory', () => usageRepositorySuite(async () => new MemoryUsageRepository()));
describe('UsageRepository in the embedded database', () => {
  usageRepositorySuite(async () => new TypeormUsageRepository(await openDatabase(newFolder())));
});

describe('the counters of ideas', () => {
  const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

  it('follow every change of the ideas', async () => {
    const database = await openDatabase(newFolder());
    const ideas = new TypeormIdeaRepository(database);
    const counts = async (): Promise<object> =>
      Object.fromEntries(await new TypeormCounters(database).startingWith('ideas.'));
    await ideas.save(anIdea({ id: id(1), category: 'art', rating: null }));
    await ideas.save(anIdea({ id: id(2), category: 'art', rating: 4 }));
    await ideas.save(anIdea({ id: id(3), category: 'health', rating: null }));
    expect(await counts()).toEqual({ 'category.art': 2, 'category.health': 1, rating_sum: 4, rating_count: 1 });
    await ideas.rate(id(1), 5);
    await ideas.rate(id(1), 2);
    await ideas.rate(id(9), 5);
    expect(await counts()).toMatchObject({ rating_sum: 6, rating_count: 2 });
    await database.query('DELETE FROM ideas WHERE id IN (?, ?)', [id(1), id(3)]);
    expect(await counts()).toEqual({ 'category.art': 1, 'category.health': 0, rating_sum: 4, rating_count: 1 });
  });

  it('count the ideas since a moment, that moment included', async () => {
    const database = await openDatabase(newFolder());
    const ideas = new TypeormIdeaRepository(database);
    for (const [n, at] of [1000, 2000, 2000, 3000].entries()) {
      await ideas.save(anIdea({ id: id(n), createdAt: new Date(at) }));
    }
    const activity = new TypeormIdeaActivity(database);
    expect(await Promise.all([0, 2000, 2001, 3001].map((at) => activity.countSince(new Date(at))))).toEqual([
      4, 3, 1, 0,
    ]);
  });
});
