import type { ChosenTokenLogProb, TokenLogProb } from '@muse/core/models/text-generation.js';
import type { AnswerHead } from './answer-head.js';
import type { AnswerStyle } from './answer-style.js';
import type { ChatAnswer, ChatChoice, ChatLogprobs, TokenLogprob } from './chat-answer.dto.js';
import { leastLogprob } from './least-logprob.js';
import type { TextNews } from './text-news.js';
import type { OpenAiUsage } from './usage.dto.js';
import { finishReasonOf, type WrittenText } from './written-text.js';

/** Texts as messages of the assistant. */
export const chatStyle: AnswerStyle = {
  idPrefix: 'chatcmpl',
  chunk: 'chat.completion.chunk',
  whole: chatAnswer,
  pieces: () => piece,
};

function chatAnswer(head: AnswerHead, texts: readonly WrittenText[], usage: OpenAiUsage): ChatAnswer {
  const choices = texts.map(({ text, logprobs, reason }, index): ChatChoice => ({
    index,
    message: { role: 'assistant', content: text, refusal: null },
    logprobs: logprobsOf(logprobs),
    finish_reason: finishReasonOf(reason),
  }));
  return { ...head, object: 'chat.completion', choices, usage };
}

/** A choice begins with its role, goes on with its text, and ends with its reason. */
function piece({ index, event }: TextNews): object | undefined {
  switch (event.type) {
    case 'queued':
      return undefined;
    case 'started':
      return { index, delta: { role: 'assistant', content: '', refusal: null }, logprobs: null, finish_reason: null };
    case 'text':
      return { index, delta: { content: event.text }, logprobs: logprobsOf(event.logprobs), finish_reason: null };
    case 'finished':
      return { index, delta: {}, logprobs: null, finish_reason: finishReasonOf(event.reason) };
  }
}

function logprobsOf(tokens: readonly ChosenTokenLogProb[] | undefined): ChatLogprobs | null {
  if (tokens === undefined) return null;
  const content = tokens.map((token) => Object.assign(named(token), { top_logprobs: token.likeliest.map(named) }));
  return { content, refusal: null };
}

function named({ text, bytes, logprob }: TokenLogProb): TokenLogprob {
  return { token: text, logprob: Math.max(logprob, leastLogprob), bytes };
}
