import type { RunnerNews } from '@muse/core/models/runner-observer.js';
import { Instruments } from './instruments.js';
import { RunnerMetrics } from './runner-metrics.js';

describe('RunnerMetrics', () => {
  let make: Instruments;
  let runners: RunnerMetrics;

  beforeEach(() => {
    make = new Instruments();
    runners = new RunnerMetrics(make);
  });

  function hear(...news: RunnerNews[]): void {
    for (const one of news) runners.hear('mini', one);
  }

  async function samples(pattern: RegExp): Promise<string[]> {
    return (await make.registry.metrics()).split('\n').filter((line) => !line.startsWith('#') && pattern.test(line));
  }

  const lives = /muse_runner/;
  const state = (alive: number, deaths: number, restarts: number): string[] => [
    `muse_runner_deaths_total{model="mini"} ${deaths}`,
    `muse_runner_restarts_total{model="mini"} ${restarts}`,
    `muse_runners{model="mini"} ${alive}`,
  ];

  it('counts runners that live, die and are replaced', async () => {
    hear({ type: 'loaded', seconds: 0.5 }, { type: 'loaded', seconds: 1 });
    expect(await samples(lives)).toEqual(state(2, 0, 0));
    hear({ type: 'ended', died: true });
    expect(await samples(lives)).toEqual(state(1, 1, 0));
    hear({ type: 'loaded', seconds: 2 });
    expect(await samples(lives)).toEqual(state(2, 1, 1));
    expect(await samples(/load_seconds_(sum|count)/)).toEqual([
      'muse_model_load_seconds_sum{model="mini"} 3.5',
      'muse_model_load_seconds_count{model="mini"} 3',
    ]);
  });

  it('calls no start a restart that follows a stop', async () => {
    hear({ type: 'loaded', seconds: 1 }, { type: 'ended', died: false }, { type: 'loaded', seconds: 1 });
    expect(await samples(lives)).toEqual(state(1, 0, 0));
  });

  it('counts failed loads by their code', async () => {
    hear({ type: 'load_failed', code: 'model_load_failed' }, { type: 'load_failed', code: 'model_load_failed' });
    expect(await samples(/failures/)).toEqual([
      'muse_model_load_failures_total{model="mini",code="model_load_failed"} 2',
    ]);
  });

  it('counts steps by the texts that they wrote for, apart from those that read a prompt', async () => {
    hear({ type: 'stepped', steps: [0, 1, 3] }, { type: 'stepped', steps: [3, 0] });
    expect(await samples(/prompt_steps/)).toEqual(['muse_prompt_steps_total{model="mini"} 2']);
    expect(await samples(/batch_size_(sum|count)|batch_size_bucket.*"[123]"/)).toEqual([
      'muse_step_batch_size_bucket{le="1",model="mini"} 1',
      'muse_step_batch_size_bucket{le="2",model="mini"} 1',
      'muse_step_batch_size_bucket{le="3",model="mini"} 3',
      'muse_step_batch_size_sum{model="mini"} 7',
      'muse_step_batch_size_count{model="mini"} 3',
    ]);
  });
});
