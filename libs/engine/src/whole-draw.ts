import type { Candidates } from './candidates.js';
import { deepest, expOfMinus } from './exp-of-minus.js';
import { blockSize, type LogitRow } from './logit-row.js';

/** Classes of depth to one unit: fine enough that a class holds few tokens, coarse enough that there are few classes. */
const classesPerUnit = 16;

/**
 * Draws from all tokens of a vocabulary without sorting it. A token's depth x = (best logit - its logit) / temperature makes
 * its weight e^-x. For top_p the tokens are summed up by class of depth; only two classes are ever sorted: the one in which
 * top_p is reached, and the one in which the draw falls.
 */
export class WholeDraw {
  private readonly masses = new Float64Array(deepest * classesPerUnit + 1);
  private readonly sums: Float64Array;

  /** @param members Room for the whole vocabulary. */
  constructor(
    private readonly row: LogitRow,
    private readonly members: Candidates,
  ) {
    this.sums = new Float64Array(row.maxima.length);
  }

  /**
   * The token at `chance` (0 to 1) of the tokens no deeper than `reach`, in the order of their ids.
   * @param scale 1 / temperature
   */
  fromAll(scale: number, reach: number, chance: number): number {
    const { row, sums } = this;
    let total = 0;
    for (let block = 0; block < sums.length; block += 1) {
      sums[block] = this.massOf(block, scale, reach);
      total += sums[block];
    }
    const target = total * chance;
    let sum = 0;
    let last = 0;
    for (let block = 0; block < sums.length; block += 1) {
      if (sums[block] === 0) continue;
      last = block;
      if (sum + sums[block] > target) break;
      sum += sums[block];
    }
    let chosen = -1;
    const end = row.endOf(last);
    for (let id = last * blockSize; id < end && !(chosen >= 0 && sum > target); id += 1) {
      const depth = (row.best - row.logits[row.offset + id]) * scale;
      if (!(depth <= reach)) continue;
      sum += expOfMinus(depth);
      chosen = id;
    }
    return chosen;
  }

  /** The token at `chance` of the likeliest tokens that together reach `topP` of the mass, the likeliest first. */
  fromNucleus(scale: number, reach: number, topP: number, chance: number): number {
    const { masses } = this;
    const wanted = topP * this.weigh(scale, reach);
    let before = 0;
    let edge = 0;
    while (before + masses[edge] < wanted) before += masses[edge++];
    this.sortClass(edge, scale, reach);
    const mass = this.cut(scale, before, wanted);
    const target = mass * chance;
    if (target >= before) return this.pick(scale, before, target);
    let sum = 0;
    let depthClass = 0;
    while (sum + masses[depthClass] <= target) sum += masses[depthClass++];
    this.sortClass(depthClass, scale, reach);
    return this.pick(scale, sum, target);
  }

  private massOf(block: number, scale: number, reach: number): number {
    const { logits, offset, best, maxima } = this.row;
    if (!((best - maxima[block]) * scale <= reach)) return 0;
    let sum = 0;
    const end = offset + this.row.endOf(block);
    for (let i = offset + block * blockSize; i < end; i += 1) {
      const depth = (best - logits[i]) * scale;
      if (depth <= reach) sum += expOfMinus(depth);
    }
    return sum;
  }

  /** Sums up the weights of every class of depth, and of all. */
  private weigh(scale: number, reach: number): number {
    const { masses, row } = this;
    const { logits, offset, best, maxima } = row;
    masses.fill(0);
    for (let block = 0; block < maxima.length; block += 1) {
      if (!((best - maxima[block]) * scale <= reach)) continue;
      const end = offset + row.endOf(block);
      for (let i = offset + block * blockSize; i < end; i += 1) {
        const depth = (best - logits[i]) * scale;
        if (depth <= reach) masses[(depth * classesPerUnit) | 0] += expOfMinus(depth);
      }
    }
    let total = 0;
    for (let i = 0; i < masses.length; i += 1) total += masses[i];
    return total;
  }

  /** Gathers the tokens of one class, best first. A block whose best token is deeper has none. */
  private sortClass(depthClass: number, scale: number, reach: number): void {
    const { members, row } = this;
    const { logits, offset, best, maxima } = row;
    members.clear();
    for (let block = 0; block < maxima.length; block += 1) {
      if (!((best - maxima[block]) * scale * classesPerUnit < depthClass + 1)) continue;
      const end = row.endOf(block);
      for (let id = block * blockSize; id < end; id += 1) {
        const depth = (best - logits[offset + id]) * scale;
        if (!(depth <= reach) || ((depth * classesPerUnit) | 0) !== depthClass) continue;
        members.offer(id, logits[offset + id], row.size);
      }
    }
    members.sort();
  }

  /** Shortens the sorted class to the tokens that first reach `wanted`; `before` is the mass of all better classes. */
  private cut(scale: number, before: number, wanted: number): number {
    const { members, row } = this;
    let sum = before;
    for (let i = 0; i < members.size; i += 1) {
      sum += expOfMinus((row.best - members.scores[i]) * scale);
      if (sum >= wanted) members.size = i + 1;
    }
    return sum;
  }

  /** The token of the sorted class at which the running sum first exceeds `target`; the last if rounding leaves none. */
  private pick(scale: number, before: number, target: number): number {
    const { members, row } = this;
    let sum = before;
    for (let i = 0; i < members.size; i += 1) {
      sum += expOfMinus((row.best - members.scores[i]) * scale);
      if (sum > target) return members.ids[i];
    }
    return members.ids[members.size - 1];
  }
}
