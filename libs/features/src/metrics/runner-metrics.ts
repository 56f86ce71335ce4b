import type { RunnerNews } from '@muse/core/models/runner-observer.js';
import { buckets } from './buckets.js';
import type { Instruments } from './instruments.js';

/** Measures the processes that hold the models. */
export class RunnerMetrics {
  private readonly loads;
  private readonly failures;
  private readonly deaths;
  private readonly restarts;
  private readonly batches;
  private readonly promptSteps;
  private readonly living = new Map<string, number>();
  /** Runners that died and have no successor. */
  private readonly missing = new Map<string, number>();

  constructor(make: Instruments) {
    this.loads = make.histogram('model_load_seconds', 'Time to load a model into a runner.', ['model'], buckets.load);
    this.failures = make.counter(
      'model_load_failures_total',
      'Runners that could not load their model, by the code of the failure.',
      ['model', 'code'],
    );
    this.deaths = make.counter(
      'runner_deaths_total',
      'Runners that ended although nobody stopped them, hung ones included.',
      ['model'],
    );
    this.restarts = make.counter(
      'runner_restarts_total',
      'Runners that were started in the place of one that had died.',
      ['model'],
    );
    this.batches = make.histogram('step_batch_size', 'Texts that a step wrote for.', ['model'], buckets.texts);
    this.promptSteps = make.counter('prompt_steps_total', 'Steps that read a piece of a prompt.', ['model']);
    make.readings('runners', 'Runners that have loaded and are alive.', () => this.living);
  }

  /** A RunnerObserver. */
  hear(model: string, news: RunnerNews): void {
    switch (news.type) {
      case 'loaded':
        return this.loaded(model, news.seconds);
      case 'load_failed':
        return this.failures.inc({ model, code: news.code });
      case 'stepped':
        return news.steps.forEach((texts) => this.stepped(model, texts));
      case 'ended':
        return this.ended(model, news.died);
    }
  }

  private loaded(model: string, seconds: number): void {
    const replaces = count(this.missing, model) > 0 ? 1 : 0;
    this.loads.observe({ model }, seconds);
    // From 0 on: nobody can tell a first death from a series that begins with 1.
    this.deaths.inc({ model }, 0);
    this.restarts.inc({ model }, replaces);
    change(this.missing, model, -replaces);
    change(this.living, model, 1);
  }

  private stepped(model: string, texts: number): void {
    if (texts === 0) this.promptSteps.inc({ model });
    else this.batches.observe({ model }, texts);
  }

  private ended(model: string, died: boolean): void {
    change(this.living, model, -1);
    if (!died) return;
    this.deaths.inc({ model });
    change(this.missing, model, 1);
  }
}

function count(counts: ReadonlyMap<string, number>, model: string): number {
  return counts.get(model) ?? 0;
}

function change(counts: Map<string, number>, model: string, by: number): void {
  counts.set(model, count(counts, model) + by);
}
