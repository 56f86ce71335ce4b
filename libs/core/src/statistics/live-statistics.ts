import { LiveFigures, type LiveModel } from './live-figures.js';
import type { TextNews } from './text-observer.js';

interface Sample {
  at: number;
  value: number;
}

interface Figures {
  queued: number;
  running: number;
  tokens: Sample[];
  firstTokens: Sample[];
  promptTokens: number;
  cachedPromptTokens: number;
}

/** Live figures of the models over the last seconds, counted from the events of their texts; holds no more than the window. */
export class LiveStatistics extends LiveFigures {
  private readonly models = new Map<string, Figures>();

  /**
   * @param now a monotonic clock in milliseconds
   * @param window milliseconds that rates look back
   */
  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly window = 5000,
  ) {
    super();
  }

  /** A TextObserver. */
  hear(model: string, news: TextNews): void {
    const figures = this.of(model);
    switch (news.type) {
      case 'refused':
        return;
      case 'queued':
        figures.queued++;
        return;
      case 'started':
        figures.queued--;
        figures.running++;
        figures.promptTokens += news.promptTokens;
        figures.cachedPromptTokens += news.cachedTokens;
        return;
      case 'first_token':
        return this.add(figures.firstTokens, news.seconds);
      case 'tokens':
        return this.add(figures.tokens, news.count);
      case 'left':
        figures[news.wasStarted ? 'running' : 'queued']--;
    }
  }

  override snapshot(): ReadonlyMap<string, LiveModel> {
    return new Map([...this.models].map(([model, figures]) => [model, this.view(figures)]));
  }

  private view(figures: Figures): LiveModel {
    const { queued, running, tokens, firstTokens, promptTokens, cachedPromptTokens } = figures;
    this.forget(tokens);
    this.forget(firstTokens);
    return {
      tokensPerSecond: sum(tokens) / (this.window / 1000),
      queueDepth: queued,
      running,
      timeToFirstToken: firstTokens.length === 0 ? null : sum(firstTokens) / firstTokens.length,
      promptTokens,
      cachedPromptTokens,
    };
  }

  private add(samples: Sample[], value: number): void {
    this.forget(samples);
    samples.push({ at: this.now(), value });
  }

  private forget(samples: Sample[]): void {
    const oldest = this.now() - this.window;
    const kept = samples.findIndex(({ at }) => at > oldest);
    samples.splice(0, kept === -1 ? samples.length : kept);
  }

  private of(model: string): Figures {
    let figures = this.models.get(model);
    if (figures === undefined) {
      figures = { queued: 0, running: 0, tokens: [], firstTokens: [], promptTokens: 0, cachedPromptTokens: 0 };
      this.models.set(model, figures);
    }
    return figures;
  }
}

function sum(samples: readonly Sample[]): number {
  return samples.reduce((total, { value }) => total + value, 0);
}
