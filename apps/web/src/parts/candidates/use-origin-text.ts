import type { Candidate } from '@creative-muse/client';
import { useTexts } from '../../texts/texts-context.js';
import { originOf } from './origin-of.js';

/** Says how an idea came from its candidates. */
export function useOriginText(candidates: readonly Candidate[]): string {
  const { candidates: texts } = useTexts();
  const { isFused, count } = originOf(candidates);
  return isFused ? texts.madeOf(count) : texts.chosenFrom(count);
}
