const shortestStem = 3;
/** From so many letters on, a word inside another one is a part of it: `regen` in `regenwasser`, seldom `hund` in `hundert`. */
const shortestPart = 5;
/** What a stem of three letters may end with, or `bank` were a `band`. */
const shortEnding = /^[aeios]?$/;
const digit = /\p{N}/u;

/**
 * Whether a word of a text, both as `wordsOf` has them, is a wanted one with another ending or in a compound. It knows no
 * grammar: words are the same where the beginning that they share is at least twice as long as what follows it in either.
 */
export function isSameWord(wanted: string, written: string): boolean {
  if (wanted === written) return true;
  if (digit.test(wanted)) return false;
  if (wanted.length >= shortestPart && written.includes(wanted)) return true;
  const stem = sharedBeginning(wanted, written);
  const endings = [wanted.slice(stem), written.slice(stem)];
  if (stem < shortestStem || endings.some((ending) => ending.length > stem / 2)) return false;
  return stem > shortestStem || endings.every((ending) => shortEnding.test(ending));
}

function sharedBeginning(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared;
}
