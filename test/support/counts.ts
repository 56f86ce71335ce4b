/** Whether the full counts run (`npm run nightly`); otherwise those that suit every change. */
export const isFull = process.env.MUSE_FULL === '1';

/** How often something is done: at every change, and in the full run. */
export function times(reduced: number, full: number): number {
  return isFull ? full : reduced;
}
