import { lengthOf } from '@muse/core/generations/length-of.js';
import fc from 'fast-check';
import { cutText, settledLength } from './chunk-cutter.js';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const graphemesOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

const family = '👨‍👩‍👧‍👦';
const flag = '🇩🇪';
const accented = 'e\u0301\u0323';
/** Texts in which graphemes of many code points are common. */
const texts = fc
  .array(fc.constantFrom('a', ' ', 'ü', '創', '\n', '\r\n', '𠮷', '👋🏽', family, flag, accented), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('cutText', () => {
  it('cuts chunks that are as long as possible', () => {
    expect(cutText('', 3)).toEqual([]);
    expect(cutText('abcdefg', 3)).toEqual(['abc', 'def', 'g']);
    expect(cutText('abcdef', 3)).toEqual(['abc', 'def']);
    expect(cutText('ab', 1)).toEqual(['a', 'b']);
  });

  it.each([
    ['a family', `ab${family}c`, 8, ['ab', `${family}c`]],
    ['flags', `${flag}${flag}${flag}`, 5, [flag + flag, flag]],
    ['an accent', `xx${accented}y`, 4, ['xx', `${accented}y`]],
    ['a line end', 'ab\r\nc', 3, ['ab', '\r\nc']],
  ])('never cuts %s', (_, text, size, chunks) => {
    expect(cutText(text, size)).toEqual(chunks);
  });

  it('cuts a grapheme only where it is longer than a chunk, and then between code points', () => {
    expect(cutText(`a${family}b`, 3)).toEqual(['a👨‍', '👩‍👧', '‍👦b']);
    expect(cutText('𠮷𠮷', 1)).toEqual(['𠮷', '𠮷']);
  });

  it('joined is the text, in chunks that fit, and never inside a grapheme', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 7, max: 60 }), (text, size) => {
        const chunks = cutText(text, size);
        expect(chunks.join('')).toBe(text);
        expect(chunks.flatMap(graphemesOf)).toEqual(graphemesOf(text));
        chunks.forEach((chunk, i) => {
          expect(lengthOf(chunk)).toBeLessThanOrEqual(size);
          expect(chunk).not.toBe('');
          // The next grapheme would not have fitted.
          if (i + 1 < chunks.length) expect(lengthOf(chunk + graphemesOf(chunks[i + 1])[0])).toBeGreaterThan(size);
        });
      }),
    );
  });

  it('keeps the size and the text for any text and any size', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 12 }), (text, size) => {
        const chunks = cutText(text.toWellFormed(), size);
        expect(chunks.join('')).toBe(text.toWellFormed());
        for (const chunk of chunks) {
          expect(lengthOf(chunk)).toBeLessThanOrEqual(size);
          expect(chunk.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('settledLength', () => {
  it.each([
    ['', 0],
    ['a', 0],
    ['ab', 1],
    [`ab${accented}`, 2],
    [`ab${family}`, 2],
    [`a${flag}`, 1],
    [`a${flag}🇩`, 5],
  ])('of %j is %i', (text, length) => {
    expect(settledLength(text)).toBe(length);
  });

  it('is all but the last grapheme', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(graphemesOf(text.slice(0, settledLength(text)))).toEqual(graphemesOf(text).slice(0, -1));
      }),
    );
  });

  it('pairs the halves of flags from the beginning of the text, however many there are', () => {
    const flags = `x${flag.repeat(40)}🇩`;
    expect(settledLength(flags)).toBe(flags.length - 2);
  });
});
