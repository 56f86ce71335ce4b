import { ModelDownloader, type TransferredBytes } from '@muse/core/downloads/model-downloader.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';

/** A download that the test moves on. */
export interface FakeDownload {
  key: string;
  report: (progress: TransferredBytes) => void;
  finish: () => void;
  fail: (error: unknown) => void;
}

/** Downloads nothing: the test says how far it is. */
export class FakeDownloader extends ModelDownloader {
  readonly downloads: FakeDownload[] = [];

  override download(
    { key }: CatalogEntry,
    report: (progress: TransferredBytes) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return new Promise((finish, fail) => {
      this.downloads.push({ key, report, finish, fail });
      signal.addEventListener('abort', () => fail(signal.reason as Error));
    });
  }

  get keys(): string[] {
    return this.downloads.map(({ key }) => key);
  }

  get latest(): FakeDownload {
    return this.downloads[this.downloads.length - 1];
  }
}
