import type { PreloadDecision } from '@muse/core/preloading/plan-preload.js';
import { collectDefaultMetrics } from 'prom-client';
import { buckets } from './buckets.js';
import { Instruments } from './instruments.js';
import { RequestMetrics } from './request-metrics.js';
import { RunnerMetrics } from './runner-metrics.js';
import { TextMetrics } from './text-metrics.js';

/** Figures for operators since the service started; whoever makes something happen tells them here. */
export class Metrics {
  readonly instruments = new Instruments();
  readonly texts = new TextMetrics(this.instruments);
  readonly runners = new RunnerMetrics(this.instruments);
  readonly requests = new RequestMetrics(this.instruments);
  private readonly decisions = this.instruments.counter(
    'preload_decisions_total',
    'Models that the preloader loaded, evicted or had to skip.',
    ['model', 'action'],
  );
  private readonly saves = this.instruments.histogram(
    'idea_save_seconds',
    'Time to keep an idea, the wait for the disk included.',
    [],
    buckets.disk,
  );

  private readonly cached = this.instruments.counter(
    'prompt_cache_requests_total',
    'Requests that the prompt cache could have answered (those with a seed or at temperature 0), by whether it did.',
    ['outcome'],
  );

  constructor() {
    // The names that every dashboard for Node knows: process_*, nodejs_*; with them the event loop's delay.
    collectDefaultMetrics({ register: this.instruments.registry });
  }

  decided({ model, action }: PreloadDecision): void {
    this.decisions.inc({ model, action });
  }

  lookedUp(outcome: 'hit' | 'miss'): void {
    this.cached.inc({ outcome });
  }

  kept(seconds: number): void {
    this.saves.observe(seconds);
  }
}
