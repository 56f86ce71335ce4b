import fc from 'fast-check';
import { penalise, Penalties } from './penalties.js';

const size = 12;
const token = fc.nat({ max: size - 1 });
const strength = fc.constantFrom(-1.5, 0, 0.3, 2);

describe('Penalties', () => {
  it('are the formulas, after every token, and take themselves back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: size, maxLength: size }),
        fc.array(token, { maxLength: 20 }),
        fc.array(token, { maxLength: 20 }),
        fc.record({ repetition: fc.constantFrom(0.8, 1, 1.3), presence: strength, frequency: strength }),
        (values, prompt, answer, { repetition, presence, frequency }) => {
          const penalties = new Penalties(prompt, answer.length, { repetition, presence, frequency });
          // One logit in front and one behind belong to neighbours.
          const logits = Float32Array.from([77, ...values, 77]);
          for (let written = 0; written <= answer.length; written += 1) {
            const soFar = answer.slice(0, written);
            const expected = [...logits.subarray(1, size + 1)].map((logit, id) => {
              const count = soFar.filter((one) => one === id).length;
              const isRepeated = prompt.includes(id) || count > 0;
              const repeated = !isRepeated ? logit : logit > 0 ? logit / repetition : logit * repetition;
              return Math.fround(count === 0 ? repeated : repeated - presence - count * frequency);
            });
            const before = [...logits];
            penalties.apply(logits, 1);
            expect([...logits]).toEqual([77, ...expected, 77]);
            penalties.restore(logits, 1);
            expect([...logits]).toEqual(before);
            if (written < answer.length) penalties.push(answer[written]);
          }
        },
      ),
    );
  });

  it('are worked by hand', () => {
    const penalties = new Penalties([0, 1], 4, { repetition: 2, presence: 0.5, frequency: 0.25 });
    for (const id of [2, 2, 1]) penalties.push(id);
    const logits = Float32Array.of(4, -4, 4, 4);
    penalties.apply(logits, 0);
    expect([...logits]).toEqual([2, -8.75, 1, 4]);
  });

  it('leave a forbidden token forbidden', () => {
    const penalties = new Penalties([0], 1, { repetition: 0.5, presence: -9, frequency: -9 });
    penalties.push(0);
    const logits = Float32Array.of(-Infinity);
    penalties.apply(logits, 0);
    expect(logits[0]).toBe(-Infinity);
  });

  it.each([
    [{ repetition: 1, presence: 0, frequency: 0 }, false],
    [{ repetition: 1.1, presence: 0, frequency: 0 }, true],
    [{ repetition: 1, presence: -1, frequency: 0 }, true],
    [{ repetition: 1, presence: 0, frequency: 0.1 }, true],
  ])('of %j change something: %s', (strengths, changes) => {
    expect(penalise(strengths)).toBe(changes);
  });
});
