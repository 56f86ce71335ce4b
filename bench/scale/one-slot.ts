import { ask } from '../engine/ask.js';
import { ourDialect } from '../engine/dialects.js';
import { median } from '../engine/statistics.js';
import { wishOf } from './bench-model.js';
import { ReadText } from './read-text.js';

const shortPrompt = 24;
const heardPieces = 12;

/**
 * A service that writes one text at a time tells when its place is free again: a request that is sent at the moment of an end has
 * its first token later by just that, compared with a request that finds the place free.
 */
export class OneSlot {
  private readonly normal: number[] = [];
  private seed = 0;

  /** Milliseconds until a request has its first token. */
  async firstToken(url: string): Promise<number> {
    const answer = await ask(url, ourDialect, wishOf('bench', (this.seed += 1), 2, shortPrompt));
    return answer.firstToken;
  }

  /** The same where the place is free; counted for `freeAfter`. */
  async findFree(url: string): Promise<void> {
    this.normal.push(await this.firstToken(url));
  }

  /** Resolves in the middle of a text that goes on for some seconds, with the text and its id. */
  async begin(url: string, newTokens: number): Promise<{ text: ReadText; id: string }> {
    const text = new ReadText(url, wishOf('bench', (this.seed += 1), newTokens, shortPrompt));
    const { idea_id: id } = await text.text(heardPieces);
    return { text, id };
  }

  /** Milliseconds for which the place was still taken. */
  freeAfter(firstToken: number): number {
    return Math.max(0, firstToken - median(this.normal));
  }
}
