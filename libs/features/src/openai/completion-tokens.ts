import type { ChosenTokenLogProb, TokenLogProb } from '@muse/core/models/text-generation.js';
import type { CompletionLogprobs } from './completion-answer.dto.js';
import { leastLogprob } from './least-logprob.js';

/** Tells the tokens of one text, in as many pieces as they come, each with the character that it begins at. */
export class CompletionTokens {
  private offset = 0;

  /** The next tokens; null where none were asked for. */
  take(tokens: readonly ChosenTokenLogProb[] | undefined): CompletionLogprobs | null {
    if (tokens === undefined) return null;
    return {
      tokens: tokens.map(nameOf),
      token_logprobs: tokens.map(logprobOf),
      top_logprobs: tokens.map((token) =>
        Object.fromEntries([...token.likeliest, token].map((one) => [nameOf(one), logprobOf(one)])),
      ),
      text_offset: tokens.map((token) => this.pass(token)),
    };
  }

  private pass({ bytes }: TokenLogProb): number {
    const begin = this.offset;
    this.offset += bytes.filter(beginsCharacter).length;
    return begin;
  }
}

/** Of a character's UTF-8 bytes, all but the first begin with the bits 10. */
function beginsCharacter(byte: number): boolean {
  return (byte & 0b1100_0000) !== 0b1000_0000;
}

/** Its text, or its bytes where they are no whole characters: names have to be told apart. */
function nameOf({ text, bytes }: TokenLogProb): string {
  if (!text.includes('\uFFFD')) return text;
  return `bytes:${bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}`;
}

function logprobOf({ logprob }: TokenLogProb): number {
  return Math.max(logprob, leastLogprob);
}
