import { TypeormCounters } from '@muse/adapters/storage/typeorm-counters.js';
import { TypeormIdeaActivity } from '@muse/adapters/storage/typeorm-idea-activity.js';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import type { DataSource } from 'typeorm';
import { anIdea } from '../support/fakes/samples.js';

/** What every database counts of its ideas by itself; `open` gives an empty one. */
export function ideaCountersSuite(open: () => Promise<DataSource>): void {
  const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

  it('follow every change of the ideas', async () => {
    const database = await open();
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
    await database.sql`DELETE FROM ideas WHERE id IN (${id(1)}, ${id(3)})`;
    expect(await counts()).toEqual({ 'category.art': 1, 'category.health': 0, rating_sum: 4, rating_count: 1 });
    await ideas.delete(id(2));
    expect(await counts()).toEqual({ 'category.art': 0, 'category.health': 0, rating_sum: 0, rating_count: 0 });
  });

  it('miss none of many changes at the same time', async () => {
    const database = await open();
    const ideas = new TypeormIdeaRepository(database);
    const numbers = Array.from({ length: 40 }, (_, n) => n);
    await Promise.all(numbers.map((n) => ideas.save(anIdea({ id: id(n), category: n % 2 === 0 ? 'art' : 'health' }))));
    await Promise.all(numbers.map((n) => ideas.rate(id(n), 3)));
    await Promise.all(numbers.slice(0, 10).map((n) => ideas.delete(id(n))));
    expect(await new TypeormCounters(database).startingWith('ideas.')).toEqual(
      new Map([
        ['category.art', 15],
        ['category.health', 15],
        ['rating_sum', 90],
        ['rating_count', 30],
      ]),
    );
  });

  it('count the ideas since a moment, that moment included', async () => {
    const database = await open();
    const ideas = new TypeormIdeaRepository(database);
    for (const [n, at] of [1000, 2000, 2000, 3000].entries()) {
      await ideas.save(anIdea({ id: id(n), createdAt: new Date(at) }));
    }
    const activity = new TypeormIdeaActivity(database);
    expect(await Promise.all([0, 2000, 2001, 3001].map((at) => activity.countSince(new Date(at))))).toEqual([
      4, 3, 1, 0,
    ]);
  });
}
