/** Characters that a prompt may have, and items that a batch may have, if the service has not been told otherwise. */
export const longestPrompt = 4000;
export const mostItems = 10_000;

/** What stands against sending prompts. */
export type Objection =
  | { type: 'none' }
  | { type: 'tooMany'; items: number }
  /** `number` counts the prompts from 1. */
  | { type: 'tooLong'; number: number; length: number };

/** What a person has to change before prompts can be sent to so many models; the too long ones are told one by one. */
export function checkPrompts(prompts: readonly string[], models: number): Objection[] {
  if (prompts.length === 0) return [{ type: 'none' }];
  const items = prompts.length * models;
  const many: Objection[] = items > mostItems ? [{ type: 'tooMany', items }] : [];
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
