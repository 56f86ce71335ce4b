import { setTimeout as sleep } from 'node:timers/promises';

/** What a download needs to know of the hub, and of patience. */
export interface HubSettings {
  /** Address of the hub or of a mirror, without a slash at its end. */
  endpoint: string;
  /** Empty for none. */
  token: string;
  /** Nothing is downloaded. */
  offline: boolean;
  /** Milliseconds without a byte after which a request is given up. */
  stallTimeout: number;
  /** How often one thing is asked for at most. */
  attempts: number;
  /** Waits between two attempts; tests do not. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** GB that the models may take together: a number format is chosen by it. */
  memoryGb: number;
  /** Bytes that are free where a folder lies. */
  freeSpace: (folder: string) => Promise<number>;
}

/** Waits that many milliseconds, or until the signal. */
export async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal });
}
