import { isBatchMethod } from '../batch/batch-plan.js';
import type { WriteOptions } from '../generations/generations.js';
import type { EnsembleRequest } from './ensemble-tools.js';

/** How each text of an ensemble is asked for: by itself, and as urgently as the idea. */
export function writeOptionsOf({ client, trace, method }: EnsembleRequest): WriteOptions {
  return { client, parallel: 1, trace, inBatch: isBatchMethod(method) };
}
