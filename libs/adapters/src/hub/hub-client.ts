import { MuseError } from '@muse/core/errors/muse-error.js';
import type { ModelSource } from '@muse/core/models/catalog-entry.js';
import { filesOf, type HubFile } from './hub-file.js';
import type { HubSettings } from './hub-settings.js';
import { isTemporary, pauseAfter, readRetryAfter } from './retries.js';

/** Something that may go away when it is tried again. */
export class TemporaryFailure extends Error {
  constructor(
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

const redirects = [301, 302, 303, 307, 308];
/** How many redirects in a row, and pages of a listing, are followed. */
const mostHops = 5;
const mostPages = 20;

/** Asks the hub, or a mirror of it. */
export class HubClient {
  private readonly origin: string;

  constructor(private readonly settings: HubSettings) {
    this.origin = new URL(settings.endpoint).origin;
  }

  /** Every file of a repository, with its size and hash. */
  async listing({ repository, revision }: ModelSource, signal: AbortSignal): Promise<HubFile[]> {
    const listed: unknown[] = [];
    let page: string | undefined = `${this.settings.endpoint}/api/models/${repository}/tree/${revision}?recursive=true`;
    for (let pages = 0; page !== undefined && pages < mostPages; pages += 1) {
      const address: string = page;
      const { items, next } = await this.persist(signal, () => this.listingPage(address, signal));
      listed.push(...items);
      page = next;
    }
    return filesOf(listed);
  }

  /** A file of a repository, from `headers.range` on where that is set. The caller reads the body. */
  async open(
    { repository, revision }: ModelSource,
    path: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Response> {
    return this.ask(`${this.settings.endpoint}/${repository}/resolve/${revision}/${path}`, headers, signal);
  }

  /** Tries again what fails for a while; `progress` says that an attempt was not in vain. */
  async persist<T>(signal: AbortSignal, attempt: (progress: () => void) => Promise<T>): Promise<T> {
    for (let failed = 1; ; failed += 1) {
      try {
        return await attempt(() => (failed = 1));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TemporaryFailure)) throw error;
        if (failed >= this.settings.attempts) throw new MuseError('hub_unavailable', error.message, { cause: error });
        await this.settings.wait(pauseAfter(failed, error.retryAfter), signal).catch(() => signal.throwIfAborted());
      }
    }
  }

  /** A signal that comes with the given one, or when nobody has called `alive` for too long. */
  watch(signal: AbortSignal): { signal: AbortSignal; alive: () => void; stop: () => void } {
    const stalled = new AbortController();
    const timer = setTimeout(() => stalled.abort(), this.settings.stallTimeout);
    return {
      signal: AbortSignal.any([signal, stalled.signal]),
      alive: () => timer.refresh(),
      stop: () => {
        clearTimeout(timer);
        // A body that nobody reads any more would keep its connection.
        stalled.abort();
      },
    };
  }

  private async listingPage(address: string, signal: AbortSignal): Promise<{ items: unknown[]; next?: string }> {
    const watched = this.watch(signal);
    try {
      const response = await this.ask(address, {}, watched.signal);
      const items = JSON.parse(await response.text().catch(brokenOff)) as unknown;
      if (!Array.isArray(items)) throw new MuseError('download_corrupt', 'The hub lists no files.');
      const next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      return { items, next: next === undefined ? undefined : new URL(next, address).href };
    } catch (error) {
      if (error instanceof SyntaxError) throw new MuseError('download_corrupt', 'The hub lists no files.');
      throw error;
    } finally {
      watched.stop();
    }
  }

  /** Follows redirects by hand: the token is for the hub alone, and a redirect leads elsewhere. */
  private async ask(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    let address = new URL(url);
    for (let hops = 0; hops <= mostHops; hops += 1) {
      const sent = new Headers(headers);
      // Compressed bytes could be neither counted nor resumed.
      sent.set('accept-encoding', 'identity');
      if (address.origin === this.origin && this.settings.token !== '') {
        sent.set('authorization', `Bearer ${this.settings.token}`);
      }
      const response = await fetch(address.href, { headers: sent, redirect: 'manual', signal }).catch(unreachable);
      if (!redirects.includes(response.status)) return this.accept(response);
      await response.body?.cancel();
      address = follow(response.headers.get('location'), address);
    }
    throw new MuseError('hub_unavailable', 'The hub redirects in circles.');
  }

  private async accept(response: Response): Promise<Response> {
    const { status } = response;
    // 416: the file has fewer bytes than are here already; the caller begins anew.
    if (status === 200 || status === 206 || status === 416) return response;
    await response.body?.cancel();
    if (status === 401 || status === 403) throw new MuseError('model_requires_token', this.wantsToken());
    if (status === 404) {
      throw new MuseError('model_not_found_on_hub', 'The hub has no such repository, revision or file.');
    }
    if (!isTemporary(status)) throw new MuseError('hub_unavailable', `The hub answers ${status}.`);
    throw new TemporaryFailure(
      `The hub answers ${status}, again and again.`,
      readRetryAfter(response.headers.get('retry-after'), Date.now()),
    );
  }

  private wantsToken(): string {
    const allowed = 'a token that may read the model, and its licence accepted on the hub';
    if (this.settings.token !== '') return `HF_TOKEN is not enough: wanted is ${allowed}.`;
    return `The hub gives the model to known people only, or does not have it: set HF_TOKEN to ${allowed}.`;
  }
}

function follow(location: string | null, from: URL): URL {
  const to = location !== null && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  const isSafe = to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:');
  if (to === undefined || !isSafe) throw new MuseError('hub_unavailable', 'The hub redirects to nowhere.');
  return to;
}

function unreachable(): never {
  throw new TemporaryFailure('The hub cannot be reached.');
}

/** What a broken connection is, whatever Node calls it. */
export function brokenOff(): never {
  throw new TemporaryFailure('The hub breaks off in the middle.');
}
