import fc from 'fast-check';
import { stopLimits, StopStrings } from './stop-strings.js';

/** Few characters, so that stop strings are found, overlap and hold one another; two share a half of their UTF-16. */
const character = fc.constantFrom('a', 'b', 'c', '😀', '😁', '\n');
const stops = fc.array(fc.string({ unit: character, minLength: 1, maxLength: 6, size: 'max' }), { maxLength: 8 });
/** A text in pieces; pieces are whole characters. */
const pieces = fc.array(fc.string({ unit: character, maxLength: 7 }), { maxLength: 20, size: 'max' });

/** Where the first stop string begins; undefined where there is none. */
function startOf(text: string, strings: readonly string[]): number | undefined {
  const starts = strings.map((string) => text.indexOf(string)).filter((start) => start >= 0);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** Units at the end of the text that may be the beginning of a stop string. */
function openAt(text: string, strings: readonly string[]): number {
  const beginnings = strings.flatMap((string) => Array.from({ length: string.length }, (_, i) => string.slice(0, i)));
  const open = beginnings.filter((beginning) => text.endsWith(beginning)).map(({ length }) => length);
  return Math.max(0, ...open);
}

describe('StopStrings', () => {
  it('cuts before the first stop string, however the text is cut into pieces', () => {
    fc.assert(
      fc.property(pieces, stops, (parts, strings) => {
        const stop = new StopStrings(strings);
        const out = [...parts.map((part) => stop.push(part)), stop.flush()];
        const text = parts.join('');
        const start = startOf(text, strings);
        expect(out.join('')).toBe(text.slice(0, start));
        expect(stop.isStopped).toBe(start !== undefined);
        for (const piece of out) expect(piece.isWellFormed()).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds back what may begin a stop string, and nothing more', () => {
    fc.assert(
      fc.property(pieces, stops, (parts, strings) => {
        const stop = new StopStrings(strings);
        let text = '';
        let told = '';
        for (const part of parts) {
          text += part;
          told += stop.push(part);
          if (startOf(text, strings) !== undefined) return;
          expect(told).toBe(text.slice(0, text.length - openAt(text, strings)));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('says that it has stopped as soon as nothing can change that', () => {
    fc.assert(
      fc.property(pieces, stops, (parts, strings) => {
        const stop = new StopStrings(strings);
        let text = '';
        for (const part of parts) {
          text += part;
          stop.push(part);
          const start = startOf(text, strings);
          // Some part of the text at which the stop string was complete and nothing before it was open any more.
          const isDecided =
            start !== undefined &&
            Array.from({ length: text.length + 1 }, (_, end) => text.slice(0, end)).some(
              (begun) => startOf(begun, strings) === start && begun.length - openAt(begun, strings) >= start,
            );
          expect(stop.isStopped).toBe(isDecided);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('says nothing after it has stopped', () => {
    const stop = new StopStrings(['x']);
    expect([stop.push('abxc'), stop.push('d'), stop.push('x'), stop.flush(), stop.isStopped]).toEqual([
      'ab',
      '',
      '',
      '',
      true,
    ]);
  });

  it('gives back what only began like a stop string', () => {
    const stop = new StopStrings(['END.']);
    expect(['The ', 'E', 'N', 'D', ' is ', 'EN'].map((piece) => stop.push(piece))).toEqual([
      'The ',
      '',
      '',
      '',
      'END is ',
      '',
    ]);
    expect([stop.flush(), stop.isStopped]).toEqual(['EN', false]);
  });

  it('waits for a longer stop string that began earlier, and takes the shorter if that does not come', () => {
    const [comes, fails, ends] = [1, 2, 3].map(() => new StopStrings(['abcd', 'bc']));
    expect([comes.push('xabc'), comes.isStopped, comes.push('d'), comes.isStopped]).toEqual(['x', false, '', true]);
    expect([fails.push('xabc'), fails.isStopped, fails.push('e'), fails.isStopped]).toEqual(['x', false, 'a', true]);
    expect([ends.push('xabc'), ends.flush(), ends.isStopped]).toEqual(['x', 'a', true]);
  });

  it('lets everything pass where there is none', () => {
    const stop = new StopStrings([]);
    expect([stop.push('a\n'), stop.push(''), stop.flush(), stop.isStopped]).toEqual(['a\n', '', '', false]);
  });

  it('is linear: each character is looked at once, and given back at most once', () => {
    const looked = jest.spyOn(String.prototype, 'codePointAt');
    try {
      const stop = new StopStrings(['a'.repeat(99) + 'b']);
      looked.mockClear();
      for (let i = 0; i < 500; i += 1) stop.push('aaaa');
      expect(looked).toHaveBeenCalledTimes(2000);
    } finally {
      looked.mockRestore();
    }
  });

  it('takes 8 strings of 100 characters, and refuses more, longer or empty ones', () => {
    const longest = '😀'.repeat(stopLimits.characters);
    const most = new Array<string>(stopLimits.strings).fill(longest);
    expect(new StopStrings(most).push(`a${longest}`)).toBe('a');
    for (const strings of [[...most, 'a'], [`${longest}a`], ['']]) {
      expect(() => new StopStrings(strings)).toThrow(RangeError);
    }
  });
});
