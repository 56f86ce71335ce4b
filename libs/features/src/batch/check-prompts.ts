import { validationFailed } from '../http/validation.js';

/** @throws MuseError `validation_failed` where a prompt has more than `maxLength` characters (code points). */
export function checkPrompts(prompts: readonly string[], maxLength: number): void {
  const tooLong = prompts.findIndex((prompt) => [...prompt].length > maxLength);
  if (tooLong < 0) return;
  const reason = `prompts.${tooLong} must be shorter than or equal to ${maxLength} characters`;
  throw validationFailed([{ path: `prompts.${tooLong}`, reason }]);
}
