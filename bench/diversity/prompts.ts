import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../libs/core/src/ideas/idea.js';

/** A wish, as somebody wrote it for the evaluation of muse-mini: its corpus has none of them. */
export interface Wish {
  language: string;
  category: string;
  creativity_level: number;
  prompt: string;
}

/** As many prompts of each language, spread over the file. */
export function benchPrompts(root: string, count: number): Wish[] {
  const file = join(root, 'tools/muse-mini/eval/prompts.json');
  const all = (JSON.parse(readFileSync(file, 'utf8')) as (Wish & { topic: string | null })[])
    // What has no topic cannot be missed.
    .filter(({ topic }) => topic !== null);
  const each = count / languages.length;
  return languages.flatMap((language) => {
    const own = all.filter((wish) => wish.language === language);
    return Array.from({ length: each }, (_, i) => {
      const { category, creativity_level, prompt } = own[Math.floor((i * own.length) / each)];
      return { language, category, creativity_level, prompt };
    });
  });
}
