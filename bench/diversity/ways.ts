import type { Wish } from './prompts.js';

/** Ideas that every way writes for a prompt. */
export const ideasEach = 10;

/** A way to have ten ideas for a prompt: what is sent to POST /generate/batch. */
export interface Way {
  name: string;
  body: (wish: Wish) => object;
}

const plain: readonly Way[] = [
  {
    name: 'the prompt ten times',
    body: ({ prompt, ...wish }) => ({ ...wish, prompts: Array(ideasEach).fill(prompt) }),
  },
  { name: '`n`: 10', body: ({ prompt, ...wish }) => ({ ...wish, prompts: [prompt], n: ideasEach }) },
  {
    name: '`n`: 10, `distinct`',
    body: ({ prompt, ...wish }) => ({ ...wish, prompts: [prompt], n: ideasEach, distinct: true }),
  },
];

/** The same from a sober model, which repeats itself sooner. */
const sober = plain.map(({ name, body }): Way => ({
  name: `${name}; sober`,
  body: (wish) => body({ ...wish, creativity_level: 1 }),
}));

/** The first is what the others' times are compared with. */
export const ways: readonly Way[] = [...plain, ...sober];
