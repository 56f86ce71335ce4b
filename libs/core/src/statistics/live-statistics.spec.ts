import { LiveStatistics } from './live-statistics.js';

describe('LiveStatistics', () => {
  let now: number;
  let live: LiveStatistics;

  beforeEach(() => {
    now = 10_000;
    live = new LiveStatistics(() => now, 5000);
  });

  it('knows no model before a text came', () => {
    expect(live.snapshot()).toEqual(new Map());
  });

  it('counts what waits, what is written, and how fast', () => {
    live.queued('a');
    live.queued('a');
    live.started('a', 0.5);
    live.tokens('a', 10);
    now += 1000;
    live.tokens('a', 15);
    expect(live.snapshot().get('a')).toEqual({
      tokensPerSecond: 5,
      queueDepth: 1,
      running: 1,
      timeToFirstToken: 0.5,
      promptTokens: 0,
      cachedPromptTokens: 0,
    });
  });

  it('sums up the prompts, and what of them was known', () => {
    live.prompt('a', 40, 0);
    live.prompt('a', 50, 32);
    now += 100_000;
    expect(live.snapshot().get('a')).toMatchObject({ promptTokens: 90, cachedPromptTokens: 32 });
  });

  it('forgets what is older than the window', () => {
    live.queued('a');
    live.started('a', 2);
    live.tokens('a', 50);
    now += 4999;
    expect(live.snapshot().get('a')).toMatchObject({ tokensPerSecond: 10, timeToFirstToken: 2 });
    now += 1;
    expect(live.snapshot().get('a')).toMatchObject({ tokensPerSecond: 0, timeToFirstToken: null, running: 1 });
  });

  it('averages the times to the first token', () => {
    for (const seconds of [1, 2, 6]) {
      live.queued('a');
      live.started('a', seconds);
    }
    expect(live.snapshot().get('a')?.timeToFirstToken).toBe(3);
  });

  it('is back at nothing when every text has left, from wherever', () => {
    live.queued('a');
    live.queued('a');
    live.started('a', 1);
    live.left('a', true);
    live.left('a', false);
    expect(live.snapshot().get('a')).toMatchObject({ queueDepth: 0, running: 0 });
  });

  it('keeps the models apart', () => {
    live.queued('a');
    live.queued('b');
    live.started('b', 1);
    expect([...live.snapshot()].map(([model, { queueDepth, running }]) => [model, queueDepth, running])).toEqual([
      ['a', 1, 0],
      ['b', 0, 1],
    ]);
  });
});
