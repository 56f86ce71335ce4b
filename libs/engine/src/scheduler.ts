import type { Sequence } from './sequence.js';
import type { SlotMove, Slots } from './slots.js';

/** What one forward pass runs: a piece of one prompt or given answer, or one token of every sequence that writes. */
export type Step =
  | { phase: 'prefill'; sequence: Sequence; slot: number; start: number; end: number }
  | { phase: 'decode'; sequences: readonly Sequence[] };

/**
 * Tokens of a given answer that are read at once, at most, and one more where it would be left over: each has logits of its own, a
 * number for every token there is. Of 65 rows the last one was seen to be added up in another order, as a single one is.
 */
const mostGiven = 63;

/** Decides, before every step, what runs. Knows nothing of tensors or text. */
export class Scheduler {
  private readonly waiting: Sequence[] = [];
  private decodedLast = true;

  /** @param chunkFor prompt tokens to read at once while so many texts are being written, and so many wait */
  constructor(
    private readonly slots: Slots,
    private readonly chunkFor: (streams: number, waiting: number) => number,
  ) {}

  get isIdle(): boolean {
    return this.waiting.length === 0 && this.slots.isEmpty;
  }

  add(sequence: Sequence): void {
    this.waiting.push(sequence);
  }

  /** Frees what ended since the last step; the moves have to be done before the next one. */
  sweep(): SlotMove[] {
    for (let i = this.waiting.length - 1; i >= 0; i -= 1) {
      if (this.waiting[i].status !== 'waiting') this.waiting.splice(i, 1);
    }
    return this.slots.sweep();
  }

  /** Gives a slot to the first that waits, if there is room and nobody else reads a prompt. */
  admit(): Sequence | undefined {
    if (this.slots.prefilling !== undefined || this.slots.fitting(this.waiting.slice(0, 1)) === 0) return undefined;
    const next = this.waiting.shift();
    if (next === undefined) return undefined;
    next.status = 'prefilling';
    this.slots.take(next);
    return next;
  }

  /**
   * The next step. While texts are being written, prompts are read in chunks and every chunk is followed by a step of the
   * texts, so that a newcomer starts soon and nobody's text stops for a long prompt.
   */
  plan(): Step | undefined {
    const { prefilling, sequences } = this.slots;
    const streams = sequences.length - (prefilling === undefined ? 0 : 1);
    if (prefilling !== undefined && (this.decodedLast || streams === 0)) {
      this.decodedLast = false;
      const { computed: start, promptLength, readingEnd } = prefilling;
      const chunk = this.chunkFor(streams, this.waiting.length);
      const end = endOfChunk(start, readingEnd, start < promptLength ? chunk : Math.min(chunk, mostGiven));
      return { phase: 'prefill', sequence: prefilling, slot: this.slots.slotOf(prefilling), start, end };
    }
    this.decodedLast = true;
    return streams === 0 ? undefined : { phase: 'decode', sequences: sequences.slice(0, streams) };
  }

  /** The sequences that there is no room for, in their order; the first is next. */
  get queue(): readonly Sequence[] {
    return this.waiting.slice(this.slots.fitting(this.waiting));
  }
}

/**
 * Never leaves a single token for the last chunk: attention over one token adds up in another order than over several, and
 * a text shall not depend on how its prompt was cut.
 */
function endOfChunk(start: number, readingEnd: number, chunk: number): number {
  const end = start + chunk;
  return end >= readingEnd - 1 ? readingEnd : end;
}
