import type { PromptPart } from './prompt.js';

/**
 * Puts values in place of a template's `{names}`. The values are the user's: they are kept apart from the template's own
 * words, and what looks like a name in them stays as it is.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): PromptPart[] {
  return template
    .split(/\{(\w+)\}/)
    .map((text, index): PromptPart =>
      index % 2 === 0 ? { from: 'template', text } : { from: 'user', text: values[text] },
    )
    .filter(({ text }) => text !== '');
}

/** The parts as one text. */
export function joinParts(parts: readonly PromptPart[]): string {
  return parts.map(({ text }) => text).join('');
}
