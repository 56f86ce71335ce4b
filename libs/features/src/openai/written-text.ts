import type { ChosenTokenLogProb, FinishReason } from '@muse/core/models/text-generation.js';
import type { TextNews } from './text-news.js';

/** A finished text. */
export interface WrittenText {
  text: string;
  /** Of its tokens, where they were asked for. */
  logprobs?: ChosenTokenLogProb[];
  reason: FinishReason;
}

/** The texts that events tell of, in the order of their choices. */
export function textsOf(events: readonly TextNews[]): WrittenText[] {
  const texts: WrittenText[] = [];
  for (const { index, event } of events) {
    const text = (texts[index] ??= { text: '', reason: 'stop' });
    if (event.type === 'finished') text.reason = event.reason;
    if (event.type !== 'text') continue;
    text.text += event.text;
    if (event.logprobs !== undefined) (text.logprobs ??= []).push(...event.logprobs);
  }
  return texts;
}

/** Why a text ended, in OpenAI's words: one that only repeated itself was cut, too. */
export function finishReasonOf(reason: FinishReason): 'stop' | 'length' {
  return reason === 'stop' ? 'stop' : 'length';
}
