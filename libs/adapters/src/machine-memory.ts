import { totalmem } from 'node:os';

/** Bytes that this process and its runners may take: a container often has less than the machine. */
export function machineMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
