import fc from 'fast-check';
import { likenessOf, profileOf, similarityOf } from './similarity.js';

describe('profileOf', () => {
  it('has every trigram of the words once, the spaces around them included', () => {
    expect([...profileOf('Tee, Tee')]).toEqual([' te', 'tee', 'ee ', 'e t']);
    expect([...profileOf('A')]).toEqual([' a ']);
  });

  it.each(['', '  \n', '?!', '***'])('is empty where there is no word: %j', (text) => {
    expect([...profileOf(text)]).toEqual([]);
  });
});

describe('similarityOf', () => {
  it.each([
    ['Tee im Wald', 'tee, im\n\n**WALD**!', 1],
    ['Straße', 'STRASSE', 1],
    ['a\u0308', 'ä', 1],
    ['', '', 1],
    ['', 'Tee', 0],
    ['Tee', 'Brot', 0],
    // Of ` na nac ach cht ht ` and ` ni nig igh ght ht `, they share `ht ` alone.
    ['Nacht', 'night', 0.2],
    // ` te tee ee ` and ` te tee ees es ` share two.
    ['Tee', 'Tees', 4 / 7],
  ])('of %j and %j is %d', (a, b, expected) => {
    expect(similarityOf(a, b)).toBeCloseTo(expected, 12);
  });

  it('is 1 with the text itself, the same in both directions, and never beyond 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(similarityOf(a, a)).toBe(1);
        expect(similarityOf(a, b)).toBe(similarityOf(b, a));
        expect(similarityOf(a, b)).toBeGreaterThanOrEqual(0);
        expect(similarityOf(a, b)).toBeLessThanOrEqual(1);
        expect(likenessOf(profileOf(a), profileOf(b))).toBe(similarityOf(a, b));
      }),
    );
  });
});
