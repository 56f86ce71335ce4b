import { randomInt } from 'node:crypto';

/** Ways of looking at a prompt: the same prompt from another angle is another idea. */
export const angles = ['constraint', 'opposite', 'analogy', 'audience', 'first_step'] as const;
export type Angle = (typeof angles)[number];

/** The angle of each of many ideas for one prompt: in turn, the first without one. `place` counts from 0. */
export function angleInTurn(place: number): Angle | undefined {
  return [undefined, ...angles][place % (angles.length + 1)];
}

/** An angle by chance. */
export function pickAngle(): Angle {
  return angles[randomInt(angles.length)];
}
