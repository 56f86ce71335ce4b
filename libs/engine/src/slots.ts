import type { Sequence } from './sequence.js';

/** Copy the first `length` positions of one slot's keys and values to another slot. */
export interface SlotMove {
  from: number;
  to: number;
  length: number;
}

/**
 * Who holds which slot of the KV cache. Slots in use are always the first ones, with the sequences that decode in front
 * and at most one that still reads its prompt behind them: so a step can run the rows 0 to n - 1 without a gap.
 */
export class Slots {
  private readonly rows: Sequence[] = [];

  /**
   * @param capacity sequences that may hold a slot
   * @param positions tokens that fit into all slots in use, each as long as the longest
   */
  constructor(
    readonly capacity: number,
    private readonly positions = Infinity,
  ) {}

  /** How many of these may take a slot, in their order: each needs a slot, and room for all that it may write. */
  fitting(waiting: readonly Sequence[]): number {
    // Whoever has ended keeps nobody out: its slot is free before the next step.
    const running = this.rows.filter(({ isRunning }) => isRunning);
    let longest = running.reduce((most, { maxLength }) => Math.max(most, maxLength), 0);
    let fitting = 0;
    for (const { maxLength } of waiting) {
      const rows = running.length + fitting + 1;
      longest = Math.max(longest, maxLength);
      // Whoever is alone may have it all.
      if (rows > this.capacity || (rows > 1 && rows * longest > this.positions)) break;
      fitting += 1;
    }
    return fitting;
  }

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  /** The sequences that hold a slot, in slot order. */
  get sequences(): readonly Sequence[] {
    return this.rows;
  }

  /** The sequence that still reads its prompt. */
  get prefilling(): Sequence | undefined {
    const last = this.rows.at(-1);
    return last?.status === 'prefilling' ? last : undefined;
  }

  slotOf(sequence: Sequence): number {
    return this.rows.indexOf(sequence);
  }

  take(sequence: Sequence): void {
    this.rows.push(sequence);
  }

  /** Frees the slots of all sequences that have ended, and says which rows have to move to close the gaps. */
  sweep(): SlotMove[] {
    const moves: SlotMove[] = [];
    for (let slot = this.rows.length - 1; slot >= 0; slot -= 1) {
      if (!this.rows[slot].isRunning) this.close(slot, moves);
    }
    return moves;
  }

  /** The last decoding row moves into the gap; a prefilling row behind it moves up to where that one was. */
  private close(gap: number, moves: SlotMove[]): void {
    const last = this.rows.length - 1;
    const hasPrefilling = gap !== last && this.rows[last].status === 'prefilling';
    const lastDecoding = hasPrefilling ? last - 1 : last;
    this.move(lastDecoding, gap, moves);
    if (hasPrefilling) this.move(last, lastDecoding, moves);
    this.rows.pop();
  }

  private move(from: number, to: number, moves: SlotMove[]): void {
    if (from === to) return;
    const sequence = this.rows[from];
    this.rows[to] = sequence;
    moves.push({ from, to, length: sequence.computed });
  }
}
