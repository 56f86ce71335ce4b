import fc from 'fast-check';
import { lengthOf } from './length-of.js';

describe('lengthOf', () => {
  it.each([
    ['', 0],
    ['aü創', 3],
    ['𠮷', 1],
    ['👨‍👩‍👧‍👦', 7],
    ['🇩🇪', 2],
    ['e\u0301\u0323', 3],
  ])('counts the code points of %j: %i', (text, length) => {
    expect(lengthOf(text)).toBe(length);
  });

  it('is the number of code points of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(lengthOf(text.toWellFormed())).toBe([...text.toWellFormed()].length);
      }),
    );
  });
});
