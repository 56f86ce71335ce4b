import type { AnswerHead } from './answer-head.js';
import type { AnswerStyle } from './answer-style.js';
import type { CompletionAnswer, CompletionChoice } from './completion-answer.dto.js';
import { CompletionTokens } from './completion-tokens.js';
import type { TextNews } from './text-news.js';
import type { OpenAiUsage } from './usage.dto.js';
import { finishReasonOf, type WrittenText } from './written-text.js';

/** Texts as they go on from their prompts. */
export const completionStyle: AnswerStyle = {
  idPrefix: 'cmpl',
  chunk: 'text_completion',
  whole: completionAnswer,
  pieces: completionPieces,
};

function completionAnswer(head: AnswerHead, texts: readonly WrittenText[], usage: OpenAiUsage): CompletionAnswer {
  const choices = texts.map(({ text, logprobs, reason }, index): CompletionChoice => ({
    text,
    index,
    logprobs: new CompletionTokens().take(logprobs),
    finish_reason: finishReasonOf(reason),
  }));
  return { ...head, object: 'text_completion', choices, usage };
}

function completionPieces(): (event: TextNews) => object | undefined {
  const tokens: CompletionTokens[] = [];
  return ({ index, event }) => {
    switch (event.type) {
      case 'queued':
      case 'started':
        return undefined;
      case 'text':
        tokens[index] ??= new CompletionTokens();
        return { text: event.text, index, logprobs: tokens[index].take(event.logprobs), finish_reason: null };
      case 'finished':
        return { text: '', index, logprobs: null, finish_reason: finishReasonOf(event.reason) };
    }
  };
}
