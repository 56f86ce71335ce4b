import type { CatalogEntry } from '../models/catalog-entry.js';

/** Bytes of a download. */
export interface TransferredBytes {
  bytes: number;
  totalBytes: number;
}

/** Port: brings the files of a model to this machine. */
export abstract class ModelDownloader {
  /**
   * Downloads a model into its folder, which comes into being whole and at once. What an earlier try has left is used.
   * @param report hears of the bytes that are here; the first call says that the download has been accepted
   * @param signal cancels at once, and keeps what is here for the next try
   * @throws MuseError that says why it cannot be had
   */
  abstract download(
    entry: CatalogEntry,
    report: (progress: TransferredBytes) => void,
    signal: AbortSignal,
  ): Promise<void>;
}
