import { LiveStatistics } from './live-statistics.js';

describe('LiveStatistics', () => {
  let now: number;
  let live: LiveStatistics;

  beforeEach(() => {
    now = 10_000;
    live = new LiveStatistics(() => now, 5000);
  });

  const queued = (model: string): void => live.hear(model, { type: 'queued', warm: true });
  const started = (model: string, promptTokens = 1, cachedTokens = 0): void =>
    live.hear(model, { type: 'started', promptTokens, cachedTokens, secondsWaited: 0 });
  const firstToken = (model: string, seconds: number): void => live.hear(model, { type: 'first_token', seconds });
  const tokens = (model: string, count: number): void => live.hear(model, { type: 'tokens', count });
  const left = (model: string, wasStarted: boolean): void =>
    live.hear(model, { type: 'left', outcome: 'stop', wasStarted, secondsPerToken: undefined });

  it('knows no model before a text came', () => {
    expect(live.snapshot()).toEqual(new Map());
  });

  it('counts what waits, what is written, and how fast', () => {
    queued('a');
    queued('a');
    started('a', 0);
    firstToken('a', 0.5);
    tokens('a', 10);
    now += 1000;
    tokens('a', 15);
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
    started('a', 40, 0);
    started('a', 50, 32);
    now += 100_000;
    expect(live.snapshot().get('a')).toMatchObject({ promptTokens: 90, cachedPromptTokens: 32 });
  });

  it('forgets what is older than the window', () => {
    queued('a');
    started('a', 0);
    firstToken('a', 2);
    tokens('a', 50);
    now += 4999;
    expect(live.snapshot().get('a')).toMatchObject({ tokensPerSecond: 10, timeToFirstToken: 2 });
    now += 1;
    expect(live.snapshot().get('a')).toMatchObject({ tokensPerSecond: 0, timeToFirstToken: null, running: 1 });
  });

  it('averages the times to the first token', () => {
    for (const seconds of [1, 2, 6]) {
      queued('a');
      started('a', 0);
      firstToken('a', seconds);
    }
    expect(live.snapshot().get('a')?.timeToFirstToken).toBe(3);
  });

  it('is back at nothing when every text has left, from wherever', () => {
    queued('a');
    queued('a');
    started('a', 0);
    firstToken('a', 1);
    left('a', true);
    left('a', false);
    expect(live.snapshot().get('a')).toMatchObject({ queueDepth: 0, running: 0 });
  });

  it('counts nothing that was refused', () => {
    live.hear('a', { type: 'refused', code: 'queue_full' });
    expect(live.snapshot().get('a')).toMatchObject({ queueDepth: 0, running: 0 });
  });

  it('keeps the models apart', () => {
    queued('a');
    queued('b');
    started('b', 0);
    firstToken('b', 1);
    expect([...live.snapshot()].map(([model, { queueDepth, running }]) => [model, queueDepth, running])).toEqual([
      ['a', 1, 0],
      ['b', 0, 1],
    ]);
  });
});
