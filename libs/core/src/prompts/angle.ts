import { randomInt } from 'node:crypto';

/** Ways of looking at a prompt: the same prompt from another angle is another idea. */
export const angles = ['constraint', 'opposite', 'analogy', 'audience', 'first_step'] as const;
export type Angle = (typeof angles)[number];

/** The turn in which many ideas for one prompt take the angles: the first has none. */
const turn = [undefined, ...angles];

/** The angle of an idea among those for its prompt; `place` counts from 0. */
export function angleInTurn(place: number): Angle | undefined {
  return turn[place % turn.length];
}

/** The angle that is `steps` behind another in this turn. */
export function angleAfter(angle: Angle | undefined, steps: number): Angle | undefined {
  return angleInTurn(turn.indexOf(angle) + steps);
}

/** An angle by chance. */
export function pickAngle(): Angle {
  return angles[randomInt(angles.length)];
}
