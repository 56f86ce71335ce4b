import type { TextNews } from '@muse/core/statistics/text-observer.js';
import { buckets } from './buckets.js';
import type { Instruments } from './instruments.js';

/** Measures the texts of each model. */
export class TextMetrics {
  private readonly texts;
  private readonly coldStarts;
  private readonly wait;
  private readonly firstToken;
  private readonly perToken;
  private readonly promptTokens;
  private readonly cachedTokens;
  private readonly tokens;

  constructor(make: Instruments) {
    this.texts = make.counter(
      'texts_total',
      'Texts that ended or were refused, by how: stop, length, loop, read, cancelled, or the code of a failure.',
      ['model', 'outcome'],
    );
    this.coldStarts = make.counter('cold_starts_total', 'Texts that had to wait for their model to be loaded.', [
      'model',
    ]);
    this.wait = make.histogram(
      'queue_wait_seconds',
      'Time from the request to the first look at its prompt, loading included.',
      ['model'],
      buckets.wait,
    );
    this.firstToken = make.histogram(
      'time_to_first_token_seconds',
      'Time from the request to its first text.',
      ['model'],
      buckets.wait,
    );
    this.perToken = make.histogram(
      'time_per_output_token_seconds',
      'Mean time per token of a text, after its first.',
      ['model'],
      buckets.token,
    );
    this.promptTokens = make.counter('prompt_tokens_total', 'Tokens of prompts.', ['model']);
    this.cachedTokens = make.counter(
      'cached_prompt_tokens_total',
      'Tokens of prompts that were known and not read again.',
      ['model'],
    );
    this.tokens = make.counter('generated_tokens_total', 'Tokens that were written.', ['model']);
  }

  /** A TextObserver. */
  hear(model: string, news: TextNews): void {
    switch (news.type) {
      case 'refused':
        return this.texts.inc({ model, outcome: news.code });
      case 'queued':
        return this.coldStarts.inc({ model }, news.warm ? 0 : 1);
      case 'started':
        this.wait.observe({ model }, news.secondsWaited);
        this.promptTokens.inc({ model }, news.promptTokens);
        return this.cachedTokens.inc({ model }, news.cachedTokens);
      case 'first_token':
        return this.firstToken.observe({ model }, news.seconds);
      case 'tokens':
        return this.tokens.inc({ model }, news.count);
      case 'left':
        this.texts.inc({ model, outcome: news.outcome });
        if (news.secondsPerToken !== undefined) this.perToken.observe({ model }, news.secondsPerToken);
    }
  }
}
