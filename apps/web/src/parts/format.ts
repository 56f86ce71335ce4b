/** Seconds as a person reads them: two digits that matter, `0.08`, `1.2`, `34`. */
export function formatSeconds(seconds: number, language: string): string {
  const digits = seconds < 1 ? 2 : seconds < 10 ? 1 : 0;
  return seconds.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Tokens per second and the like: whole numbers, but for small ones. */
export function formatRate(rate: number, language: string): string {
  return rate.toLocaleString(language, { maximumFractionDigits: rate < 10 ? 1 : 0 });
}

/** A moment as a person reads it: the day, and the time. */
export function formatMoment(iso: string, language: string): string {
  return new Date(iso).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A figure between 0 and 1, as scores are: two digits behind the point. */
export function formatShare(share: number, language: string): string {
  return share.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
