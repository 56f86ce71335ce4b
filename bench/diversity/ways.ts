import type { Wish } from './prompts.js';

/** Ideas that every way writes for a prompt. */
export const ideasEach = 10;

/** A way to have ten ideas for a prompt: what is sent to POST /generate/batch. */
export interface Way {
  name: string;
  body: (wish: Wish) => object;
}

const once: Way = { name: '`n`: 10', body: ({ prompt, ...wish }) => ({ ...wish, prompts: [prompt], n: ideasEach }) };

const plain: readonly Way[] = [
  {
    name: 'the prompt ten times',
    body: ({ prompt, ...wish }) => ({ ...wish, prompts: Array<string>(ideasEach).fill(prompt) }),
  },
  once,
  { name: '`n`: 10, `distinct`', body: (wish) => ({ ...once.body(wish), distinct: true }) },
];

/** The same from a sober model, which repeats itself sooner. */
const sober = plain.map(({ name, body }): Way => ({
  name: `${name}; sober`,
  body: (wish) => body({ ...wish, creativity_level: 1 }),
}));

/** Candidates for an idea. */
export const candidateCounts = [1, 2, 4] as const;

const ensembles = candidateCounts.map((candidates): Way => ({
  name: `\`n\`: 10, the best of ${candidates}`,
  body: (wish) => ({ ...once.body(wish), ensemble: { candidates } }),
}));

/** Ways that are measured in turns; times are ratios to that of the first. */
export const parts = { distinct: [...plain, ...sober], candidates: ensembles } as const;

export type PartName = keyof typeof parts;
