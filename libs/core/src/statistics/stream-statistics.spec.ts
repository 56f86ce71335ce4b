import { MemoryCounters } from '../../../../test/support/fakes/memory-counters.js';
import { StreamStatistics } from './stream-statistics.js';

describe('StreamStatistics', () => {
  it('counts streams that run, and those that were', async () => {
    const counters = new MemoryCounters();
    const streams = new StreamStatistics(counters);
    await streams.opened();
    await streams.opened();
    expect(streams.active).toBe(2);
    await streams.finished(1.5);
    streams.closed();
    streams.closed();
    expect(streams.active).toBe(0);
    expect(Object.fromEntries(await counters.startingWith('streaming.'))).toEqual({
      requests: 2,
      seconds: 1.5,
      finished: 1,
    });
  });
});
