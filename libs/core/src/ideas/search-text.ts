import type { Idea } from './idea.js';

/** Stands between title, content and prompt, so that no search finds what is in two of them. */
const separator = '\u001f';
/** The separator, and the character at which the embedded database ends a text. */
const unsearchable = new RegExp(`[\0${separator}]`, 'g');

/**
 * Text as it is compared by a search: capitals or not is the same in every script (`Ärger` is `ärger`, `STRASSE` is `straße`),
 * and so is an `ä` of one or of two code points; an `ä` is no `a`. Databases know less (SQLite the letters A to Z alone), so
 * it is done here and kept with the idea.
 */
export function foldText(text: string): string {
  return text.replace(unsearchable, '\ufffd').toUpperCase().toLowerCase().normalize('NFC');
}

/** What searches look at. */
export function searchTextOf({ title, content, prompt }: Pick<Idea, 'title' | 'content' | 'prompt'>): string {
  return [title, content, prompt].map(foldText).join(separator);
}
