import { concat, defer, finalize, ignoreElements, type MonoTypeOperatorFunction } from 'rxjs';
import type { Counters } from '../statistics/counters.js';
import type { BatchDiversity } from './batch-diversity.js';

/**
 * Adds what became of a batch to the counters under `batch.diversity.`: before its reader hears of the end, so that statistics
 * asked for after it show the batch, or when its reader has gone.
 * @param onLost hears that it could not be counted; the batch itself is answered all the same
 */
export function countDiversity<T>(
  diversity: BatchDiversity,
  counters: Counters,
  onLost: (error: unknown) => void,
): MonoTypeOperatorFunction<T> {
  return (source) =>
    defer(() => {
      let counted: Promise<void> | undefined;
      const count = (): Promise<void> => (counted ??= add(diversity, counters).catch(onLost));
      return concat(source, defer(count).pipe(ignoreElements())).pipe(finalize(() => void count()));
    });
}

async function add({ figures }: BatchDiversity, counters: Counters): Promise<void> {
  // The divisor first: a crash between the two leaves a mean that is too small, never one above 1.
  const { pairs, similarity, ideas, distinct, rewritten } = figures;
  for (const [name, amount] of Object.entries({ pairs, similarity, ideas, distinct, rewritten })) {
    if (amount > 0) await counters.add(`batch.diversity.${name}`, amount);
  }
}
