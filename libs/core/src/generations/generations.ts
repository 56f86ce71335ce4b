import type { Observable } from 'rxjs';
import type { TextEvent, TextRequest } from '../models/text-generation.js';
import type { GenerationRequest } from './generation-request.js';
import type { IdeaEvent } from './idea-event.js';

/** A text's worker was lost, and another begins anew: what was told of the text counts no more. */
export interface TextRestart {
  type: 'restarted';
  /** 2 for the second worker. */
  attempt: number;
}

/** What happens to one of several texts. */
export interface NumberedTextEvent {
  index: number;
  event: TextEvent | TextRestart;
}

/** Whose texts they are, and how many of them may be written at a time. */
export interface WriteOptions {
  client: string;
  parallel: number;
  /** W3C traceparent of the span that they belong below; left out, each begins a trace. */
  trace?: string;
  /** Whether they belong to a batch: in a queue, they stand behind those that somebody waits for. */
  inBatch?: boolean;
  /** Whether they waited elsewhere until their model was loaded. */
  waitedForModel?: boolean;
}

/** Runs generations: a request becomes events, and the idea at their end is kept before anyone hears of it. */
export abstract class Generations {
  /** Generations and other texts of this process that run or wait now. */
  abstract get active(): number;

  /** Whether the service is on its way down and takes no new work. */
  abstract get isClosed(): boolean;

  /**
   * Cold: each subscription is a generation of its own, and unsubscribing stops it at the next step.
   * Its errors are MuseErrors; that the idea could not be kept is an error too.
   */
  abstract generate(request: GenerationRequest): Observable<IdeaEvent>;

  /**
   * Cold. Texts that become no ideas and are not kept, at most `parallel` at a time; they end, and are cut, as one generation
   * does. The first failure ends them all.
   */
  abstract write(model: string, requests: readonly TextRequest[], options: WriteOptions): Observable<NumberedTextEvent>;

  /** Takes no new work, lets running work end for `seconds`, then ends what is left with `shutting_down`. */
  abstract close(seconds: number): Promise<void>;
}
