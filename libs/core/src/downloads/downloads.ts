import { MuseError } from '../errors/muse-error.js';
import type { Catalog } from '../models/catalog.js';
import type { CatalogEntry } from '../models/catalog-entry.js';
import type { ModelDownloader, TransferredBytes } from './model-downloader.js';
import { TransferRate } from './transfer-rate.js';

/** How far a download is. */
export interface DownloadProgress extends TransferredBytes {
  bytesPerSecond: number;
  /** Null as long as nobody can tell. */
  secondsLeft: number | null;
}

export interface DownloadsOptions {
  /** Whether a model is already here. */
  isInstalled: (entry: CatalogEntry) => boolean;
  /** Downloads that run at the same time; the others wait. */
  parallel: number;
  /** Seconds of a clock that never goes back. */
  now: () => number;
  /** Says what happens, for the log. */
  observe: (model: string, event: string, error?: unknown) => void;
}

/** A download from the wish to the end. */
interface Download {
  controller: AbortController;
  bytes: TransferredBytes;
  rate: TransferRate;
  /** Resolves when the hub has said yes, or the download waits for others; rejects where it cannot be. */
  accepted: Promise<void>;
  finished: Promise<void>;
}

/** The downloads of models: one per model however many ask, a few at the same time, the rest in a queue. */
export class Downloads {
  private readonly running = new Map<string, Download>();
  private readonly failures = new Map<string, MuseError>();
  private readonly waiting: (() => void)[] = [];
  private active = 0;

  constructor(
    private readonly catalog: Catalog,
    private readonly downloader: ModelDownloader,
    private readonly options: DownloadsOptions,
  ) {}

  /** How far the download of a model is; undefined where there is none. */
  progressOf(key: string): DownloadProgress | undefined {
    const download = this.running.get(key);
    if (download === undefined) return undefined;
    const { bytes, totalBytes } = download.bytes;
    const { bytesPerSecond } = download.rate;
    const secondsLeft = bytesPerSecond > 0 ? (totalBytes - bytes) / bytesPerSecond : null;
    return { bytes, totalBytes, bytesPerSecond, secondsLeft };
  }

  /** Why the last download of a model failed; undefined where it did not. */
  failureOf(key: string): MuseError | undefined {
    return this.failures.get(key);
  }

  /**
   * Begins to download a model; nothing happens where it is here or on its way.
   * @returns when the hub has said what there is to download, or the model waits for other downloads
   * @throws MuseError that says why it cannot be had, as far as that is known by then
   */
  async start(key: string): Promise<void> {
    await this.begin(key)?.accepted;
  }

  /** Downloads a model and waits for its end. */
  async complete(key: string): Promise<void> {
    await this.begin(key)?.finished;
  }

  /** Ends the download of a model; what is here stays for the next time. Nothing happens where there is none. */
  async cancel(key: string): Promise<void> {
    this.catalog.get(key);
    const download = this.running.get(key);
    if (download === undefined) return;
    download.controller.abort(new MuseError('download_cancelled', `The download of ${key} was cancelled.`));
    await download.finished.catch(() => undefined);
  }

  /** Ends all downloads. */
  async stop(): Promise<void> {
    await Promise.all([...this.running.keys()].map((key) => this.cancel(key)));
  }

  private begin(key: string): Download | undefined {
    const entry = this.catalog.get(key);
    const running = this.running.get(key);
    if (running !== undefined || this.options.isInstalled(entry)) return running;
    if (entry.source === undefined) {
      throw new MuseError('model_not_downloadable', `${key} cannot be downloaded. ${entry.reason ?? ''}`.trim());
    }
    this.failures.delete(key);
    const download = this.run(entry);
    this.running.set(key, download);
    return download;
  }

  private run(entry: CatalogEntry): Download {
    const controller = new AbortController();
    const rate = new TransferRate();
    let accept: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (accept = resolve));
    const waits = this.active >= this.options.parallel;
    const finished = this.inTurn(controller.signal, () =>
      this.downloader.download(
        entry,
        (bytes) => {
          download.bytes = bytes;
          rate.add(this.options.now(), bytes.bytes);
          accept();
        },
        controller.signal,
      ),
    ).then(
      () => this.ended(entry.key),
      (error: unknown) => this.ended(entry.key, error),
    );
    const accepted = waits ? Promise.resolve() : Promise.race([asked, finished]);
    // Whoever asked hears of a failure; where nobody waits for it, it is in the list of models and in the log.
    for (const promise of [accepted, finished]) promise.catch(() => undefined);
    const bytes = { bytes: 0, totalBytes: Math.round(entry.sizeGb * 1e9) };
    const download: Download = { controller, bytes, rate, accepted, finished };
    return download;
  }

  private ended(key: string, error?: unknown): void {
    this.running.delete(key);
    if (error === undefined) {
      this.options.observe(key, 'downloaded');
      return;
    }
    const failure = MuseError.from(error);
    if (failure.code === 'download_cancelled') this.options.observe(key, 'download cancelled');
    else {
      this.failures.set(key, failure);
      this.options.observe(key, 'could not be downloaded', failure);
    }
    throw failure;
  }

  /** Does the work when fewer than `parallel` others are at it. */
  private async inTurn(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    await this.turn(signal);
    try {
      signal.throwIfAborted();
      await work();
    } finally {
      this.active -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(signal: AbortSignal): Promise<void> {
    if (this.active < this.options.parallel) {
      this.active += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        this.active += 1;
        resolve();
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(signal.reason as Error);
      };
      this.waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
