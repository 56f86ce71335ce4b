import type { NumberedTextEvent } from '@muse/core/generations/generations.js';
import { concat, defer, filter, map, type Observable, of, type OperatorFunction, tap } from 'rxjs';
import type { SseMessage } from '../http/event-stream.js';
import type { AnswerHead } from './answer-head.js';
import type { AnswerStyle } from './answer-style.js';
import { hideRestarts, type TextNews } from './text-news.js';
import { usageOf } from './usage.dto.js';

export interface AnswerStreamOptions {
  /** Texts for each prompt. */
  n: number;
  /** Whether a chunk of its own tells the usage at the end. */
  withUsage: boolean;
}

/** Turns what is told of texts into the chunks of a stream, and `[DONE]` at its end. */
export function answerStream(
  style: AnswerStyle,
  head: AnswerHead,
  { n, withUsage }: AnswerStreamOptions,
): OperatorFunction<NumberedTextEvent, SseMessage> {
  return (source) =>
    defer(() => {
      const pieceOf = style.pieces();
      /** All that the usage is made of. */
      const counts: TextNews[] = [];
      const chunk = (choices: object[]): object => ({ ...head, object: style.chunk, choices });
      const chunks = source.pipe(
        hideRestarts(),
        tap((told) => {
          if (told.event.type === 'started' || told.event.type === 'finished') counts.push(told);
        }),
        map(pieceOf),
        filter((piece) => piece !== undefined),
        map((piece) => ({ ...chunk([piece]), ...(withUsage ? { usage: null } : {}) })),
      );
      const usage = defer((): Observable<object> => of({ ...chunk([]), usage: usageOf(counts, n) }));
      return concat(chunks, withUsage ? usage : [], of('[DONE]')).pipe(map((data) => ({ data })));
    });
}
