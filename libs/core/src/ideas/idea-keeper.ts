import { MuseError } from '../errors/muse-error.js';
import { noTracing, type Tracing } from '../tracing/tracing.js';
import type { Idea } from './idea.js';
import type { IdeaRepository } from './idea-repository.js';

/** Keeps every idea the same way, however it was made: as a span of its own, and somebody hears how long it took. */
export class IdeaKeeper {
  constructor(
    private readonly ideas: Pick<IdeaRepository, 'save'>,
    private readonly tracing: Tracing = noTracing,
    /** Hears how many seconds it took to keep an idea. */
    private readonly onKept: (seconds: number) => void = () => undefined,
  ) {}

  /**
   * Resolves once the idea survives a crash of the process.
   * @param parent the W3C traceparent that this belongs below; left out, it begins a trace
   */
  async keep(idea: Idea, parent?: string): Promise<void> {
    const span = this.tracing.start('save idea', { parent });
    const startedAt = performance.now();
    try {
      await this.ideas.save(idea);
      this.onKept((performance.now() - startedAt) / 1000);
    } catch (error) {
      span.failed(MuseError.from(error).code);
      throw error;
    } finally {
      span.end();
    }
  }
}
