import { createHash } from 'node:crypto';

/**
 * The id that the idea of an item has, whenever the item is run: an idea that was kept just before a crash is found again, and
 * is not written twice. A UUID of version 8 (RFC 9562, section 5.8); only who knows the job's id can work it out.
 */
export function ideaIdOf(jobId: string, index: number): string {
  const hash = createHash('sha256').update(`${jobId}:${index}`).digest();
  hash[6] = (hash[6] & 0x0f) | 0x80;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
