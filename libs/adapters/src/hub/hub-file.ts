import { createHash, type Hash } from 'node:crypto';
import { isNeeded, requiredFiles } from '@muse/core/models/model-files.js';
import type { Dtype } from '@muse/core/models/catalog-entry.js';

/** A file of a repository, as the hub lists it. */
export interface HubFile {
  path: string;
  size: number;
  /** Which hash the hub knows: of big files the SHA-256, of small ones that of git. */
  algorithm: 'sha256' | 'git-sha1';
  hash: string;
}

/** The files of a listing, which comes from outside: what does not look like a file is left out. */
export function filesOf(listing: readonly unknown[]): HubFile[] {
  return listing.flatMap((item): HubFile[] => {
    const { type, path, size, oid, lfs } = Object(item) as Record<string, unknown>;
    const big = Object(lfs) as Record<string, unknown>;
    if (type !== 'file' || typeof path !== 'string') return [];
    const sha256 = typeof big.oid === 'string' ? big.oid.replace(/^sha256:/, '') : '';
    const bytes = sha256 === '' ? size : (big.size ?? size);
    if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) return [];
    if (/^[0-9a-f]{64}$/.test(sha256)) return [{ path, size: bytes, algorithm: 'sha256', hash: sha256 }];
    if (typeof oid !== 'string' || !/^[0-9a-f]{40}$/.test(oid)) return [];
    return [{ path, size: bytes, algorithm: 'git-sha1', hash: oid }];
  });
}

/**
 * Those of a repository's files that a model needs, or the names of those that are missing. Only names that we know are
 * taken, so nothing that a hub lists can lead out of the model's folder.
 */
export function neededFiles(files: readonly HubFile[], dtype: Dtype): { files: HubFile[] } | { missing: string[] } {
  const needed = files.filter(({ path }) => isNeeded(path, dtype));
  const missing = requiredFiles(dtype).filter((file) => !needed.some(({ path }) => path === file));
  return missing.length > 0 ? { missing } : { files: needed };
}

/** A hash that is worked out while the bytes come. */
export function hashOf({ algorithm, size }: Pick<HubFile, 'algorithm' | 'size'>): Hash {
  return algorithm === 'sha256' ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
}
