/** Tokens that steer: never text, and never the likeliest. The second begins a turn and the third ends it. */
export const controlTokens = ['<|pad|>', '<|im_start|>', '<|im_end|>'] as const;
export const [padId, beginId, endId] = [0, 1, 2];

const byteCount = 256;
/** Control tokens and single bytes come first, then everything that is longer. */
export const firstWord = controlTokens.length + byteCount;

/** Words of templates, so that what stands around a prompt costs few tokens. `Ġ` is a space. */
const templateWords = ['user', 'assistant', 'system', 'general', 'Ġ5', 'Ġen'];

const consonants = 'bcdfghjklmnpqrstvwxz';
const vowels = 'aeiou';

export interface Vocabulary {
  /** By id. */
  tokens: readonly string[];
  /** Pairs that byte pair encoding joins, the most urgent first. */
  merges: readonly (readonly [string, string])[];
}

/**
 * A byte-level vocabulary of any size over 320. Its words (` ba`, ` bak`, ` baku`, ...) begin with a space and can be spoken;
 * each is one token wherever it stands, so a text of n of them has exactly n tokens, and reading back what was written
 * gives the same tokens.
 */
export function makeVocabulary(size: number): Vocabulary {
  const template = templateWords.flatMap(prefixes);
  const words = spokenWords(size - firstWord - new Set(template.map(joined)).size);
  const merges = distinct([...words, ...template]);
  const tokens = [...controlTokens, ...byteCharacters(), ...merges.map(joined)];
  if (tokens.length !== size) throw new Error(`A vocabulary of ${size} tokens is too small.`);
  return { tokens, merges };
}

/** The words of a vocabulary that a prompt may be made of: those of three letters and more. */
export function promptWords({ tokens }: Vocabulary): string[] {
  return tokens.slice(firstWord).filter((token) => /^Ġ[a-z]{3,}$/.test(token));
}

/** `Ġb`, `Ġba`, `Ġbab`, ...: each is one that came before and a letter, so that merging from the left makes it. */
function spokenWords(count: number): [string, string][] {
  const merges: [string, string][] = [];
  let shorter = ['Ġ'];
  for (let length = 1; merges.length < count; length += 1) {
    const letters = Array.from(length % 2 === 1 ? consonants : vowels);
    const longer = shorter.flatMap((word) => letters.map((letter): [string, string] => [word, letter]));
    merges.push(...longer.slice(0, count - merges.length));
    shorter = longer.map(joined);
  }
  return merges;
}

/** The merges that make a word from its letters, from the left. */
function prefixes(word: string): [string, string][] {
  return [...word.slice(1)].map((letter, index) => [word.slice(0, index + 1), letter]);
}

function joined([left, right]: readonly [string, string]): string {
  return left + right;
}

function distinct(merges: readonly [string, string][]): [string, string][] {
  return [...new Map(merges.map((merge) => [joined(merge), merge])).values()];
}

/** GPT-2's table: printable bytes stand for themselves, the others for characters from U+0100 on, in order. */
function byteCharacters(): string[] {
  let next = 256;
  return Array.from({ length: byteCount }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCharCode(printable ? byte : next++);
  });
}
