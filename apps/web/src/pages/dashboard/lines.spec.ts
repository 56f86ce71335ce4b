import type { LiveStats } from '@creative-muse/client';
import { lineByModel, lineOfAll, summaryOf, timesOf } from './lines.js';

const model = (tokensPerSecond: number, wait: number | null = null): LiveStats['models'][string] => ({
  tokens_per_second: tokensPerSecond,
  queue_depth: 2,
  running: 1,
  time_to_first_token: wait,
  prompt_tokens: 0,
  cached_prompt_tokens: 0,
  memory_bytes: 0,
});
const at = (second: number, models: LiveStats['models']): LiveStats => ({
  type: 'stats',
  at: new Date(second * 1000).toISOString(),
  active_sessions: 0,
  models,
});
const history = [at(1, {}), at(2, { rain: model(5) }), at(3, { rain: model(7, 0.2), moss: model(1) })];

it('reads the moments', () => {
  expect(timesOf(history)).toEqual([1, 2, 3]);
});

it('draws a line for each model, with gaps where it was not there or has no value', () => {
  expect(lineByModel(history, (figures) => figures.tokens_per_second)).toEqual([
    { label: 'moss', values: [null, null, 1] },
    { label: 'rain', values: [null, 5, 7] },
  ]);
  expect(lineByModel(history, (figures) => figures.time_to_first_token)[1].values).toEqual([null, null, 0.2]);
});

it('adds up what all models have', () => {
  expect(lineOfAll('waiting', history, (figures) => figures.queue_depth)).toEqual({
    label: 'waiting',
    values: [0, 2, 4],
  });
});

it('sums a line up', () => {
  expect(summaryOf({ label: '', values: [null, 5, 3] })).toEqual({ latest: 3, lowest: 3, highest: 5 });
  expect(summaryOf({ label: '', values: [4, null] })).toEqual({ latest: null, lowest: 4, highest: 4 });
  expect(summaryOf({ label: '', values: [null] })).toBeUndefined();
});
