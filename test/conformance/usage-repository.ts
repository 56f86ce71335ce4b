import type { UsageRepository } from '@muse/core/usage/usage-repository.js';

/** What every adapter of UsageRepository has to do; `open` gives an empty one. */
export function usageRepositorySuite(open: () => Promise<UsageRepository>): void {
  let repository: UsageRepository;

  beforeEach(async () => {
    repository = await open();
  });

  it('begins with nothing', async () => {
    expect(await repository.all()).toEqual([]);
  });

  it('adds up the uses of each model', async () => {
    await repository.add('a', 1.5, new Date(1000));
    await repository.add('b', 4, new Date(2000));
    await repository.add('a', 2, new Date(3000));
    const all = await repository.all();
    expect([...all].sort((x, y) => x.model.localeCompare(y.model))).toEqual([
      { model: 'a', usageCount: 2, totalTime: 3.5, lastUsed: new Date(3000) },
      { model: 'b', usageCount: 1, totalTime: 4, lastUsed: new Date(2000) },
    ]);
  });

  it('keeps the latest use, in whatever order they are told', async () => {
    await repository.add('a', 1, new Date(5000));
    await repository.add('a', 1, new Date(4000));
    expect((await repository.all())[0].lastUsed).toEqual(new Date(5000));
  });

  it('counts uses of the same moment', async () => {
    await Promise.all(Array.from({ length: 20 }, () => repository.add('a', 0.5, new Date(1))));
    expect(await repository.all()).toEqual([{ model: 'a', usageCount: 20, totalTime: 10, lastUsed: new Date(1) }]);
  });
}
