import type { AnswerHead } from './answer-head.js';
import type { TextNews } from './text-news.js';
import type { OpenAiUsage } from './usage.dto.js';
import type { WrittenText } from './written-text.js';

/** How the texts of a request are told: as messages or as completions. */
export interface AnswerStyle {
  idPrefix: 'chatcmpl' | 'cmpl';
  /** The `object` of chunks. */
  chunk: string;
  /** The answer as a whole. */
  whole(head: AnswerHead, texts: readonly WrittenText[], usage: OpenAiUsage): object;
  /** Begins a stream: what a choice has to tell of each event, undefined where that is nothing. */
  pieces(): (event: TextNews) => object | undefined;
}
