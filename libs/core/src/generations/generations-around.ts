import type { Observable } from 'rxjs';
import type { TextRequest } from '../models/text-generation.js';
import { Generations, type NumberedTextEvent, type WriteOptions } from './generations.js';
import { RunningWork } from './running-work.js';

/** Generations around others, which do what is not done here. */
export abstract class GenerationsAround extends Generations {
  /** What is done here; the others count their own. */
  protected readonly work = new RunningWork();

  constructor(protected readonly generations: Generations) {
    super();
  }

  override get active(): number {
    return this.generations.active + this.work.active;
  }

  override get isClosed(): boolean {
    return this.generations.isClosed;
  }

  override write(
    model: string,
    requests: readonly TextRequest[],
    options: WriteOptions,
  ): Observable<NumberedTextEvent> {
    return this.generations.write(model, requests, options);
  }

  override async close(seconds: number): Promise<void> {
    await Promise.all([this.generations.close(seconds), this.work.close(seconds)]);
  }
}
