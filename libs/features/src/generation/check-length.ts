import { validationFailed } from '../http/validation.js';

/** @throws MuseError `validation_failed` where a text has more than `maxLength` characters (code points). */
export function checkLength(path: string, text: string, maxLength: number): void {
  if ([...text].length <= maxLength) return;
  throw validationFailed([{ path, reason: `${path} must be shorter than or equal to ${maxLength} characters` }]);
}
