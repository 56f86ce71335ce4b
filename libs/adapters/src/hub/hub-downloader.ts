import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ModelDownloader, type TransferredBytes } from '@muse/core/downloads/model-downloader.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { chooseDtype } from '@muse/core/models/choose-dtype.js';
import { graphsAmong } from '@muse/core/models/model-files.js';
import type { CatalogEntry, ModelSource } from '@muse/core/models/catalog-entry.js';
import { isInstalled } from '../catalog/model-dtype.js';
import { FileTransfer, sizeOf } from './file-transfer.js';
import { withClaim } from './folder-claim.js';
import { HubClient } from './hub-client.js';
import { type HubFile, neededFiles } from './hub-file.js';
import { type HubSettings, waitFor } from './hub-settings.js';
import { ModelFolder } from './model-folder.js';

/** Downloads models from the Hugging Face hub, or from whoever speaks as it does. */
export class HubDownloader extends ModelDownloader {
  private readonly client: HubClient;

  constructor(private readonly settings: HubSettings) {
    super();
    this.client = new HubClient(settings);
  }

  override async download(
    entry: CatalogEntry,
    report: (progress: TransferredBytes) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { source, key } = entry;
    if (this.settings.offline) throw new MuseError('hub_offline', 'HF_OFFLINE is set: nothing is downloaded.');
    if (source === undefined) throw new MuseError('model_not_downloadable', `${key} has no repository.`);
    await withClaim(entry, async () => {
      // Another process may have brought it in the meantime.
      if (!isInstalled(entry)) await this.bring(entry, source, report, signal);
    });
  }

  private async bring(
    entry: CatalogEntry,
    source: ModelSource,
    report: (progress: TransferredBytes) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { directory } = entry;
    const files = this.needed(entry, await this.client.listing(source, signal));
    const folder = new ModelFolder(entry);
    const here = await Promise.all(files.map(async (file) => Math.min(file.size, await sizeOf(folder.partOf(file)))));
    const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
    const tell = (): void => report({ bytes: here.reduce((sum, bytes) => sum + bytes, 0), totalBytes });
    await this.requireSpace(dirname(directory), totalBytes - here.reduce((sum, bytes) => sum + bytes, 0));
    tell();
    for (const [index, file] of files.entries()) {
      const transfer = new FileTransfer(this.client, source, file, folder.partOf(file));
      await diskErrors(
        transfer.run((bytes) => {
          here[index] = bytes;
          tell();
        }, signal),
      );
    }
    signal.throwIfAborted();
    await diskErrors(folder.moveIntoPlace(source, files));
  }

  private needed({ key, dtype: wish, device }: CatalogEntry, listed: HubFile[]): HubFile[] {
    const dtype = wish === 'auto' ? chooseDtype(graphsAmong(listed), device, this.settings.memoryGb) : wish;
    if (dtype === undefined) {
      throw new MuseError('model_not_found_on_hub', `The repository of ${key} has no graph for the device ${device}.`);
    }
    const needed = neededFiles(listed, dtype);
    if ('files' in needed) return needed.files;
    const missing = needed.missing.join(', ');
    throw new MuseError('model_not_found_on_hub', `The repository of ${key} lacks ${missing}, which ${dtype} needs.`);
  }

  private async requireSpace(folder: string, bytes: number): Promise<void> {
    const free = await this.settings.freeSpace(folder);
    if (bytes <= free) return;
    throw new MuseError('disk_full', `The download needs ${gigabytes(bytes)}, and ${gigabytes(free)} are free.`);
  }
}

/** The downloader that the configuration asks for. @param memoryGb that the models may take together */
export function hubDownloader(
  config: Pick<MuseConfig, 'HF_ENDPOINT' | 'HF_TOKEN' | 'HF_OFFLINE' | 'DOWNLOAD_TIMEOUT'>,
  memoryGb: number,
): HubDownloader {
  return new HubDownloader({
    endpoint: config.HF_ENDPOINT,
    token: config.HF_TOKEN,
    offline: config.HF_OFFLINE,
    stallTimeout: config.DOWNLOAD_TIMEOUT * 1000,
    attempts: 5,
    wait: waitFor,
    memoryGb,
    freeSpace,
  });
}

/** Bytes that this process may still write where a folder lies. */
async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function diskErrors(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    throw new MuseError('disk_full', 'The disk became full while the model came.', { cause: error });
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
