import { randomInt } from 'node:crypto';

/** Ways of looking at a prompt: the same prompt from another angle is another idea. */
export const angles = ['constraint', 'opposite', 'analogy', 'audience', 'first_step'] as const;
export type Angle = (typeof angles)[number];

/** An angle by chance. */
export function pickAngle(): Angle {
  return angles[randomInt(angles.length)];
}
