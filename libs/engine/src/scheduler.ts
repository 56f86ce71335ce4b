import type { Sequence } from './sequence.js';
import type { SlotMove, Slots } from './slots.js';

/** What one forward pass runs: a piece of one prompt, or one token of every sequence that writes. */
export type Step =
  | { phase: 'prefill'; sequence: Sequence; slot: number; start: number; end: number }
  | { phase: 'decode'; sequences: readonly Sequence[] };

/** Decides, before every step, what runs. Knows nothing of tensors or text. */
export class Scheduler {
  private readonly waiting: Sequence[] = [];
  private decodedLast = true;

  constructor(
    private readonly slots: Slots,
    private readonly prefillChunk: number,
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

  /**
   * The next step. While streams run, prompts are read in chunks and every chunk is followed by a step of the streams, so
   * that a newcomer starts soon and nobody's text stops for a long prompt.
   */
  plan(): Step | undefined {
    const prefilling = this.slots.prefilling ?? this.admit();
    const decoding = this.slots.sequences.length - (prefilling === undefined ? 0 : 1);
    if (prefilling !== undefined && (this.decodedLast || decoding === 0)) {
      this.decodedLast = false;
      const end = Math.min(prefilling.promptLength, prefilling.computed + this.prefillChunk);
      return {
        phase: 'prefill',
        sequence: prefilling,
        slot: this.slots.slotOf(prefilling),
        start: prefilling.computed,
        end,
      };
    }
    this.decodedLast = true;
    return decoding === 0 ? undefined : { phase: 'decode', sequences: this.slots.sequences.slice(0, decoding) };
  }

  /** The sequences that no slot is free for, in their order; the first is next. */
  get queue(): readonly Sequence[] {
    return this.waiting.slice(this.slots.free);
  }

  private admit(): Sequence | undefined {
    if (this.slots.free === 0) return undefined;
    const next = this.waiting.shift();
    if (next === undefined) return undefined;
    next.status = 'prefilling';
    this.slots.take(next);
    return next;
  }
}
