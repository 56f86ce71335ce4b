import { Tally } from './tally.js';

describe('Tally', () => {
  it('counts outcomes by what was asked for, and tells which nobody wanted', () => {
    const tally = new Tally();
    for (const outcome of ['ok', 'ok', 'queue_full']) tally.add('single', outcome);
    tally.add('stream', 'hung up');
    expect(tally.requests).toBe(4);
    expect(tally.rows).toEqual([
      { action: 'single', outcome: 'ok', count: 2 },
      { action: 'single', outcome: 'queue_full', count: 1 },
      { action: 'stream', outcome: 'hung up', count: 1 },
    ]);
    expect(tally.failures).toEqual([{ action: 'single', outcome: 'queue_full', count: 1 }]);
  });
});
