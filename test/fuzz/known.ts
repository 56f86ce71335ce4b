import fc from 'fast-check';
import { hostileText } from './hostile.js';
import type { Known } from './values.js';

/** The default model of the service that is fuzzed: muse-mini with a small context. */
export const smallModel = 'small';

/** Keys of the catalog; only the first can be loaded. */
const keys = fc.oneof(
  { arbitrary: fc.constant(smallModel), weight: 3 },
  fc.constantFrom('smollm2-135m-instruct', 'mistral-7b-instruct-v0.3'),
);

const prompt = fc.oneof(fc.constantFrom('Regen', 'Solardächer für Schulen'), hostileText.filter(isPrompt));

/** Values of fields that make sense to the service, as their schemas cannot say. */
export const known: Known = {
  prompt,
  prompts: fc.array(prompt, { minLength: 1, maxLength: 2 }),
  // OpenAI's routes know it by this name, and without a limit fill the context eight times.
  n: fc.constant(1),
  model: keys,
  models: fc.array(keys, { maxLength: 1 }),
  key: keys,
  model_key: keys,
  model_keys: fc.array(keys, { minLength: 1, maxLength: 3 }),
};

function isPrompt(text: string): boolean {
  return text.trim() !== '' && text.length < 1_000 && !text.includes('\0');
}
