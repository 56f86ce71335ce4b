const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes as a person reads them, by thousands: `7.1 MB`, `1.4 GB`. */
export function formatBytes(bytes: number, language: string): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const value = bytes / 1000 ** step;
  return value.toLocaleString(language, {
    style: 'unit',
    unit: units[step],
    maximumFractionDigits: step > 0 && value < 100 ? 1 : 0,
  });
}

/** Seconds as a person waits for them: `40 sec`, `3 min`, `2 hr`. */
export function formatWait(seconds: number, language: string): string {
  const [value, unit] =
    seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return Math.ceil(value).toLocaleString(language, { style: 'unit', unit });
}
