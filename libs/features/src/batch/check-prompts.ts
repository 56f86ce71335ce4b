import { checkLength } from '../generation/check-length.js';

/** @throws MuseError `validation_failed` where a prompt has more than `maxLength` characters (code points). */
export function checkPrompts(prompts: readonly string[], maxLength: number): void {
  prompts.forEach((prompt, index) => checkLength(`prompts.${index}`, prompt, maxLength));
}
