import { setTimeout } from 'node:timers/promises';
import { failureOf } from './storage-failure.js';

/** Milliseconds before each further try: at once on another connection, and later while the database starts again. */
const pauses = [0, 250, 1000];

/**
 * Inserts something although the connection may be lost in between, and nobody knows then whether it has arrived.
 * @param insert rejects where it is there already
 * @param isKept whether what is there is what was to be inserted: then an earlier try has arrived
 */
export async function keepOnce(insert: () => Promise<unknown>, isKept: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await insert();
      return;
    } catch (error) {
      if (failureOf(error) === 'lost' && tries < pauses.length) await setTimeout(pauses[tries]);
      else if (tries > 0 && failureOf(error) === undefined && (await isKept())) return;
      else throw error;
    }
  }
}
