import type { GenerationRequest } from '../generations/generation-request.js';
import { temperatureOf } from '../generations/temperature.js';
import { angleAfter } from '../prompts/angle.js';

/** How often a place is written again at most. */
export const maxRewritings = 3;

/** What the temperature rises by with each rewriting. */
const warmth = 0.2;
/** Above this, small models lose their spelling: nothing is made warmer than it, and nothing that is warmer is cooled. */
const warmest = 1.2;
/** Far from the seeds beside it, which other texts for the same wish may have. */
const seedStride = 7919;

/**
 * What is asked for where an idea has collapsed: the same wish with another seed, the next angle and a higher temperature.
 * @param first the wish that the place began with
 * @param rewriting 1 for the first
 * @param keepsAngle whether the angle was wished for, and stays
 */
export function rewritingOf(first: GenerationRequest, rewriting: number, keepsAngle: boolean): GenerationRequest {
  const { seed, angle, creativityLevel, temperature = temperatureOf(creativityLevel) } = first;
  return {
    ...first,
    // Without a seed one is drawn, another every time.
    seed: seed === undefined ? undefined : (seed + rewriting * seedStride) % 2 ** 32,
    angle: keepsAngle ? angle : angleAfter(angle, rewriting),
    temperature: Math.max(temperature, Math.min(temperature + rewriting * warmth, warmest)),
  };
}
