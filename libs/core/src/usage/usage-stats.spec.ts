import fc from 'fast-check';
import { MemoryUsageRepository } from '../../../../test/support/fakes/memory-usage-repository.js';
import { UsageStats } from './usage-stats.js';

const at = new Date('2026-11-24T12:00:00Z');
const later = new Date('2026-11-24T12:30:00Z');

describe('UsageStats', () => {
  let repository: MemoryUsageRepository;
  let stats: UsageStats;

  beforeEach(() => {
    repository = new MemoryUsageRepository();
    stats = new UsageStats(repository);
  });

  it('knows of nothing at first', async () => {
    await stats.load();
    expect(stats.all()).toEqual([]);
  });

  it('counts each use once, and keeps it where it survives', async () => {
    await stats.record('mini', 1.5, at);
    await stats.record('big', 10, at);
    await stats.record('mini', 0.25, later);
    expect(stats.all()).toEqual([
      // The first use was half an hour ago, and has lost half its weight.
      { model: 'mini', usageCount: 2, totalTime: 1.75, lastUsed: later, decayedCount: 1.5 },
      { model: 'big', usageCount: 1, totalTime: 10, lastUsed: at, decayedCount: 1 },
    ]);
    expect(await repository.all()).toEqual([
      { model: 'mini', usageCount: 2, totalTime: 1.75, lastUsed: later },
      { model: 'big', usageCount: 1, totalTime: 10, lastUsed: at },
    ]);
  });

  it('goes on after a restart where it was', async () => {
    await stats.record('mini', 1, at);
    await stats.record('mini', 2, at);
    const restarted = new UsageStats(repository);
    await restarted.load();
    expect(restarted.all()).toEqual([{ model: 'mini', usageCount: 2, totalTime: 3, lastUsed: at, decayedCount: 2 }]);
    await restarted.record('mini', 4, later);
    expect(restarted.all()).toEqual([{ model: 'mini', usageCount: 3, totalTime: 7, lastUsed: later, decayedCount: 2 }]);
  });

  it('resolves only once the use is kept, and shows it from the start', async () => {
    let keep = (): void => {};
    jest.spyOn(repository, 'add').mockReturnValue(new Promise((resolve) => (keep = resolve)));
    let kept = false;
    const recording = stats.record('mini', 1, at).then(() => (kept = true));
    await Promise.resolve();
    expect(kept).toBe(false);
    expect(stats.all()).toMatchObject([{ model: 'mini', usageCount: 1 }]);
    keep();
    await recording;
    expect(repository.add).toHaveBeenCalledWith('mini', 1, at);
  });

  it('takes the time of the call where none is given', async () => {
    const before = Date.now();
    await stats.record('mini', 1);
    const { lastUsed } = stats.all()[0];
    expect(lastUsed.getTime()).toBeGreaterThanOrEqual(before);
    expect(lastUsed.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('tells the same as what is kept, whatever is recorded', async () => {
    const uses = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(1000)));
    await fc.assert(
      fc.asyncProperty(uses, async (recorded) => {
        const kept = new MemoryUsageRepository();
        const told = new UsageStats(kept);
        await Promise.all(recorded.map(([model, seconds]) => told.record(model, seconds, at)));
        expect(told.all().map(({ decayedCount, ...usage }) => usage)).toEqual(await kept.all());
        expect(told.all().reduce((sum, { usageCount }) => sum + usageCount, 0)).toBe(recorded.length);
        expect(told.all().reduce((sum, { totalTime }) => sum + totalTime, 0)).toBe(
          recorded.reduce((sum, [, seconds]) => sum + seconds, 0),
        );
      }),
    );
  });
});
