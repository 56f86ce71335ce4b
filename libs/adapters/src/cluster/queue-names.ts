import { keyPrefix } from '../redis/redis-connection.js';

/** What the keys of every queue begin with. */
export const queuePrefix = keyPrefix.slice(0, -1);

/** The queue of a model's generations. */
export function generationsOf(model: string): string {
  return `generations.${model}`;
}
