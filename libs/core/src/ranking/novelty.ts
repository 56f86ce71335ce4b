import { likenessOf, profileOf, type TextProfile } from '../diversity/similarity.js';

/** How far a text is from the nearest of those that are kept: 1, nothing in common. Null where there is none to compare it with. */
export function noveltyScore(text: string, kept: readonly TextProfile[]): number | null {
  if (kept.length === 0) return null;
  const profile = profileOf(text);
  return 1 - kept.reduce((nearest, other) => Math.max(nearest, likenessOf(profile, other)), 0);
}
