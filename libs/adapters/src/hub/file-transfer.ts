import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Hash } from 'node:crypto';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { ModelSource } from '@muse/core/models/catalog-entry.js';
import { brokenOff, type HubClient, TemporaryFailure } from './hub-client.js';
import { hashOf, type HubFile } from './hub-file.js';

/** Bytes of a file that are here; 0 where there is no file. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** The hash of a file on this machine, worked out as the hub does it. */
export async function hashOfFile(path: string, file: HubFile, signal?: AbortSignal): Promise<Hash> {
  const hash = hashOf(file);
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return hash;
}

/** Brings one file here: goes on where an earlier try ended, and ends only with the right size and hash. */
export class FileTransfer {
  private readonly etagFile: string;

  /** @param target where it lies, in a folder that nobody takes for a model */
  constructor(
    private readonly client: HubClient,
    private readonly source: ModelSource,
    private readonly file: HubFile,
    private readonly target: string,
  ) {
    this.etagFile = `${target}.etag`;
  }

  /** @param report hears how many bytes of the file are here */
  async run(report: (bytes: number) => void, signal: AbortSignal): Promise<void> {
    await mkdir(dirname(this.target), { recursive: true });
    // What an earlier try has left may be of another version: then the file is fetched once more, from its beginning.
    const leftover = await this.once(report, signal);
    if (leftover === 'wrong') {
      report(0);
      if ((await this.once(report, signal)) !== 'right') throw this.corrupt('another content than its hash says');
    }
    await rm(this.etagFile, { force: true });
  }

  /** @throws MuseError where a file that was fetched from its beginning is wrong. */
  private async once(report: (bytes: number) => void, signal: AbortSignal): Promise<'right' | 'wrong'> {
    const resumed = (await sizeOf(this.target)) > 0;
    const hash = await this.client.persist(signal, (progress) => this.attempt(report, progress, signal));
    if (hash.digest('hex') === this.file.hash) return 'right';
    await this.forget();
    if (!resumed) throw this.corrupt('another content than its hash says');
    return 'wrong';
  }

  private async attempt(report: (bytes: number) => void, progress: () => void, signal: AbortSignal): Promise<Hash> {
    const { size } = this.file;
    if ((await sizeOf(this.target)) > size) await this.forget();
    const here = await sizeOf(this.target);
    const handle = await open(this.target, here > 0 ? 'r+' : 'w');
    const watched = this.client.watch(signal);
    try {
      let hash = here > 0 ? await hashOfFile(this.target, this.file, signal) : hashOf(this.file);
      if (here === size) return hash;
      watched.alive();
      const response = await this.client.open(this.source, this.file.path, await this.rangeFrom(here), watched.signal);
      const begin = this.beginOf(response, here);
      if (begin === 0) {
        hash = hashOf(this.file);
        await handle.truncate(0);
        await this.remember(response.headers.get('etag'));
      }
      report(begin);
      await this.write(handle, response, begin, (bytes, chunk) => {
        hash.update(chunk);
        watched.alive();
        progress();
        report(bytes);
      });
      await handle.sync();
      return hash;
    } catch (error) {
      if (error instanceof MuseError && error.code === 'download_corrupt') await this.forget();
      throw error;
    } finally {
      watched.stop();
      await handle.close();
    }
  }

  private async write(
    handle: FileHandle,
    { body }: Response,
    begin: number,
    written: (bytes: number, chunk: Uint8Array) => void,
  ): Promise<void> {
    let bytes = begin;
    const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
    for (;;) {
      const read = await reader?.read().catch(brokenOff);
      if (read?.value === undefined) break;
      if (bytes + read.value.length > this.file.size) {
        await reader?.cancel().catch(() => undefined);
        throw this.corrupt('more bytes than it says');
      }
      await handle.write(read.value, 0, read.value.length, bytes);
      bytes += read.value.length;
      written(bytes, read.value);
    }
    if (bytes < this.file.size) throw new TemporaryFailure(`The hub breaks off in the middle of ${this.file.path}.`);
  }

  /** Where the bytes of an answer belong: behind those that are here, or at the beginning. */
  private beginOf(response: Response, here: number): number {
    const { status, headers } = response;
    if (status === 416) throw this.corrupt('fewer bytes than it says');
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
    const begin = status === 206 ? Number(range?.[1]) : 0;
    if (begin !== 0 && begin !== here) throw this.corrupt('other bytes than it was asked for');
    const length = headers.get('content-length');
    if (length !== null && begin + Number(length) !== this.file.size) throw this.corrupt('another size than it says');
    return begin;
  }

  private async rangeFrom(here: number): Promise<Record<string, string>> {
    if (here === 0) return {};
    const etag = await readFile(this.etagFile, 'utf8').catch(() => '');
    return { range: `bytes=${here}-`, ...(etag === '' ? {} : { 'if-range': etag }) };
  }

  /** A weak tag says nothing about bytes. */
  private async remember(etag: string | null): Promise<void> {
    if (etag === null || etag.startsWith('W/')) await rm(this.etagFile, { force: true });
    else await writeFile(this.etagFile, etag);
  }

  private async forget(): Promise<void> {
    await rm(this.target, { force: true });
    await rm(this.etagFile, { force: true });
  }

  private corrupt(what: string): MuseError {
    return new MuseError('download_corrupt', `The hub sends ${what}: ${this.file.path}.`);
  }
}
