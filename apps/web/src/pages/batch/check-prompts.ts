/** Characters that a prompt may have, if the service has not been told otherwise. */
export const longestPrompt = 4000;

/** What stands against sending prompts. */
export type Objection =
  | { type: 'none' }
  | { type: 'tooMany'; items: number; most: number }
  /** `number` counts the prompts from 1. */
  | { type: 'tooLong'; number: number; length: number };

/**
 * What a person has to change before prompts can be sent; the too long ones are told one by one.
 * @param each ideas for each prompt
 * @param most ideas that a batch may have
 */
export function checkPrompts(prompts: readonly string[], each: number, most: number): Objection[] {
  if (prompts.length === 0) return [{ type: 'none' }];
  const items = prompts.length * each;
  const many: Objection[] = items > most ? [{ type: 'tooMany', items, most }] : [];
  const long = prompts.flatMap((prompt, index): Objection[] => {
    const length = lengthOf(prompt);
    return length > longestPrompt ? [{ type: 'tooLong', number: index + 1, length }] : [];
  });
  return [...many, ...long];
}

/** As the service counts: an emoji is one character. */
function lengthOf(text: string): number {
  return text.length <= longestPrompt ? text.length : [...text].length;
}
