import { keyPrefix } from '../redis/redis-connection.js';

/** What BullMQ puts before the names of its keys. */
export const bullPrefix = keyPrefix.slice(0, -1);

/** Stands for a model where ensembles wait: API processes take them, and what they ask of models are jobs of their own. No model has such a key. */
export const ensembles = '+ensembles';

/** The queue of a model's generations, or that of the ensembles. */
export function queueName(model: string): string {
  return `generations.${model}`;
}

/** A key of a model's queue: `prioritized`, `wait` and `active` hold the ids of its jobs; the id of a job is its own. */
export function queueKey(model: string, part: string): string {
  return `${keyPrefix}${queueName(model)}:${part}`;
}

/** Where each client's last job stands among the turns of a model. */
export function turnsKey(model: string): string {
  return `${keyPrefix}turns:${model}`;
}

/** Jobs that were taken and are about to be added. */
export function ticketsKey(model: string): string {
  return `${keyPrefix}tickets:${model}`;
}

/** How many texts each worker writes with a model together. */
export function slotsKey(model: string): string {
  return `${keyPrefix}slots:${model}`;
}

/** Until when each process reads a generation. */
export function leaseKey(id: string): string {
  return `${keyPrefix}lease:${id}`;
}

/** Is there as long as any worker is. */
export const workersKey = `${keyPrefix}workers`;

/** The channel on which workers hear the ids of generations that nobody wants any more. */
export const cancelChannel = `${keyPrefix}cancel`;
