import type { DownloadProgress } from '@muse/core/downloads/downloads.js';

const width = 30;

/** A line that shows how far a download is. */
export function progressLine({ bytes, totalBytes, bytesPerSecond, secondsLeft }: DownloadProgress): string {
  const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
  const done = Math.floor(share * width);
  const bar = '#'.repeat(done) + '-'.repeat(width - done);
  const left = secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`;
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  return `[${bar}] ${percent} %  ${size(bytes)} of ${size(totalBytes)}, ${size(bytesPerSecond)}/s${left}`;
}

/** Bytes in a unit that suits them. */
export function size(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  return whole < 3600 ? `${Math.ceil(whole / 60)} min` : `${(whole / 3600).toFixed(1)} h`;
}
