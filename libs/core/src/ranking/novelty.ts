import { likenessOf, profileOf, type TextProfile } from '../diversity/similarity.js';

/** All candidates are compared with the same list: to make its profiles takes most of the time. */
const profiles = new WeakMap<readonly string[], readonly TextProfile[]>();

/**
 * How far a text is from the nearest of those that are kept: 1, nothing in common. Null where there is none to compare it with.
 * @param kept never changed afterwards
 */
export function noveltyScore(text: string, kept: readonly string[]): number | null {
  if (kept.length === 0) return null;
  const known = profiles.get(kept) ?? kept.map(profileOf);
  profiles.set(kept, known);
  const profile = profileOf(text);
  return 1 - known.reduce((nearest, other) => Math.max(nearest, likenessOf(profile, other)), 0);
}
