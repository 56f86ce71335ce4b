import fc from 'fast-check';
import { aGenerationRequest } from '../../../../test/support/fakes/samples.js';
import { angles } from '../prompts/angle.js';
import { maxRewritings, rewritingOf } from './rewriting.js';

const rewritings = Array.from({ length: maxRewritings }, (_, before) => before + 1);

describe('rewritingOf', () => {
  it('takes the angles that follow in turn, and the end of the turn is its beginning', () => {
    const anglesAfter = (angle: (typeof angles)[number] | undefined) =>
      rewritings.map((rewriting) => rewritingOf(aGenerationRequest({ angle }), rewriting, false).angle);
    expect(anglesAfter(undefined)).toEqual(['constraint', 'opposite', 'analogy']);
    expect(anglesAfter('audience')).toEqual(['first_step', undefined, 'constraint']);
  });

  it.each([
    [{ creativityLevel: 5 }, [0.85, 1.05, 1.2]],
    [{ creativityLevel: 5, temperature: 0 }, [0.2, 0.4, 0.6]],
    [{ creativityLevel: 10 }, [1.2, 1.2, 1.2]],
    [{ temperature: 1.7 }, [1.7, 1.7, 1.7]],
  ])('is warmer each time, up to a limit, than %j', (wish, expected) => {
    const given = rewritings.map((rewriting) => rewritingOf(aGenerationRequest(wish), rewriting, false).temperature!);
    given.forEach((temperature, i) => expect(temperature).toBeCloseTo(expected[i], 12));
  });

  it('leaves a seed out that was not given, and has another one each time where it was', () => {
    expect(rewritings.map((rewriting) => rewritingOf(aGenerationRequest(), rewriting, false).seed)).toEqual(
      rewritings.map(() => undefined),
    );
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (seed) => {
        const seeds = rewritings.map((rewriting) => rewritingOf(aGenerationRequest({ seed }), rewriting, false).seed!);
        expect(new Set([seed, ...seeds]).size).toBe(maxRewritings + 1);
        for (const next of seeds) expect(Number.isInteger(next) && next >= 0 && next < 2 ** 32).toBe(true);
      }),
    );
  });

  it('changes nothing else, keeps an angle that was wished for, and never asks twice for the same', () => {
    const wishes = fc.record({
      angle: fc.constantFrom(undefined, ...angles),
      creativityLevel: fc.integer({ min: 1, max: 10 }),
      temperature: fc.option(fc.double({ min: 0, max: 2, noNaN: true }), { nil: undefined }),
      seed: fc.option(fc.nat(2 ** 32 - 1), { nil: undefined }),
    });
    fc.assert(
      fc.property(wishes, fc.boolean(), (wish, keepsAngle) => {
        const first = aGenerationRequest({ ...wish, topK: 3 });
        const asked = rewritings.map((rewriting) => rewritingOf(first, rewriting, keepsAngle));
        for (const next of asked) {
          const { seed: _, angle, temperature, ...rest } = next;
          expect({ ...rest, seed: first.seed, angle: first.angle, temperature: first.temperature }).toEqual(first);
          expect(temperature).toBeGreaterThanOrEqual(first.temperature ?? 0);
          if (keepsAngle) expect(angle).toBe(first.angle);
        }
        if (!keepsAngle) expect(new Set([first, ...asked].map(({ angle }) => angle)).size).toBe(maxRewritings + 1);
      }),
    );
  });
});
