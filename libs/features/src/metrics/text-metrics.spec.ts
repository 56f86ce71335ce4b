import type { TextNews } from '@muse/core/statistics/text-observer.js';
import { Instruments } from './instruments.js';
import { TextMetrics } from './text-metrics.js';

describe('TextMetrics', () => {
  let make: Instruments;
  let texts: TextMetrics;

  beforeEach(() => {
    make = new Instruments();
    texts = new TextMetrics(make);
  });

  function hear(...news: TextNews[]): void {
    for (const one of news) texts.hear('mini', one);
  }

  /** The samples of the metrics whose name matches, without zeros. */
  async function samples(pattern: RegExp): Promise<string[]> {
    const lines = (await make.registry.metrics()).split('\n');
    return lines.filter((line) => !line.startsWith('#') && pattern.test(line) && !line.endsWith(' 0'));
  }

  it('begins with nothing', async () => {
    expect(await samples(/./)).toEqual([]);
  });

  it('counts texts by how they ended, refused ones included', async () => {
    const left = { type: 'left', wasStarted: true, secondsPerToken: undefined } as const;
    hear({ ...left, outcome: 'stop' }, { ...left, outcome: 'stop' }, { ...left, outcome: 'cancelled' });
    hear({ ...left, outcome: 'runner_died' }, { type: 'refused', code: 'queue_full' });
    expect(await samples(/texts_total/)).toEqual([
      'muse_texts_total{model="mini",outcome="stop"} 2',
      'muse_texts_total{model="mini",outcome="cancelled"} 1',
      'muse_texts_total{model="mini",outcome="runner_died"} 1',
      'muse_texts_total{model="mini",outcome="queue_full"} 1',
    ]);
  });

  it('counts tokens: of prompts, of those the known ones, and written ones', async () => {
    hear({ type: 'started', promptTokens: 9, cachedTokens: 4, secondsWaited: 0.25 });
    hear({ type: 'started', promptTokens: 7, cachedTokens: 0, secondsWaited: 0.5 });
    hear({ type: 'tokens', count: 1 }, { type: 'tokens', count: 3 });
    expect(await samples(/tokens_total/)).toEqual([
      'muse_prompt_tokens_total{model="mini"} 16',
      'muse_cached_prompt_tokens_total{model="mini"} 4',
      'muse_generated_tokens_total{model="mini"} 4',
    ]);
    expect(await samples(/queue_wait_seconds_(sum|count)/)).toEqual([
      'muse_queue_wait_seconds_sum{model="mini"} 0.75',
      'muse_queue_wait_seconds_count{model="mini"} 2',
    ]);
  });

  it('measures the time to the first token, and per token where there is one', async () => {
    const left = { type: 'left', outcome: 'stop', wasStarted: true } as const;
    hear({ type: 'first_token', seconds: 0.5 }, { ...left, secondsPerToken: 0.25 });
    hear({ type: 'first_token', seconds: 2 }, { ...left, secondsPerToken: undefined });
    expect(await samples(/first_token_seconds_(sum|count)|first_token_seconds_bucket.*"0.5"/)).toEqual([
      'muse_time_to_first_token_seconds_bucket{le="0.5",model="mini"} 1',
      'muse_time_to_first_token_seconds_sum{model="mini"} 2.5',
      'muse_time_to_first_token_seconds_count{model="mini"} 2',
    ]);
    expect(await samples(/output_token_seconds_(sum|count)/)).toEqual([
      'muse_time_per_output_token_seconds_sum{model="mini"} 0.25',
      'muse_time_per_output_token_seconds_count{model="mini"} 1',
    ]);
  });

  it('counts cold starts, and shows a 0 where all were warm', async () => {
    hear({ type: 'queued', warm: true });
    expect(await make.registry.metrics()).toContain('muse_cold_starts_total{model="mini"} 0\n');
    hear({ type: 'queued', warm: false });
    expect(await samples(/cold_starts/)).toEqual(['muse_cold_starts_total{model="mini"} 1']);
  });

  it('keeps the models apart, and shares nothing with another registry', async () => {
    texts.hear('mini', { type: 'tokens', count: 1 });
    texts.hear('big', { type: 'tokens', count: 2 });
    new TextMetrics(new Instruments()).hear('mini', { type: 'tokens', count: 5 });
    expect(await samples(/generated/)).toEqual([
      'muse_generated_tokens_total{model="mini"} 1',
      'muse_generated_tokens_total{model="big"} 2',
    ]);
  });
});
