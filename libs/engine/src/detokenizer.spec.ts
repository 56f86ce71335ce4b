import fc from 'fast-check';
import { Detokenizer } from './detokenizer.js';
import { TokenBytes } from './token-bytes.js';

const texts = [
  'Übergrößenträger äöüÄÖÜß',
  'Familie 👨‍👩‍👧‍👦, Flagge 🇩🇪, Hautton 👋🏽, Herz ❤️‍🔥',
  '創意的想法：雨水收集。𠮷野家',
  'e\u0301a\u0308 ﷽ ',
  'Zeile\r\n\tzwei\u0000\u2028drei',
  'ſ€Ω⅓',
];

/** GPT-2's table, written down anew: byte -> character. */
const characterOf: string[] = [];
{
  const printable = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  let next = 0x100;
  for (let byte = 0; byte < 256; byte += 1) characterOf[byte] = String.fromCodePoint(printable(byte) ? byte : next++);
}

/** A vocabulary made of these pieces of bytes, and the ids 0, 1, ... that spell them. */
function byteLevel(pieces: readonly Uint8Array[]): { tokenBytes: TokenBytes; ids: number[] } {
  const tokens = pieces.map((bytes) => [...bytes].map((byte) => characterOf[byte]).join(''));
  const tokenBytes = new TokenBytes({ tokenOf: (id) => tokens[id], isControl: () => false, style: 'byte-level' });
  return { tokenBytes, ids: [...tokens.keys()] };
}

function singleBytes(text: string): Uint8Array[] {
  return [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
}

/** What leaves token by token; the last is what the end brings. */
function emitted(pieces: readonly Uint8Array[]): string[] {
  const { tokenBytes, ids } = byteLevel(pieces);
  const detokenizer = new Detokenizer(tokenBytes);
  return [...ids.map((id) => detokenizer.push(id)), detokenizer.flush()];
}

describe('TokenBytes', () => {
  it('knows every byte of the byte-level alphabet', () => {
    const { tokenBytes, ids } = byteLevel(Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)));
    expect(ids.map((id) => [...tokenBytes.of(id)])).toEqual(Array.from({ length: 256 }, (_, byte) => [byte]));
  });

  const vocabulary = ['Ġgr', 'Ã¼n', '<|end|>', '日本', '▁gr', '<0x0A>', '<0xC3>', 'a▁b', '<0xZZ>'];
  const bytesOf = (style: 'byte-level' | 'sentence-piece', id: number): string =>
    Buffer.from(
      new TokenBytes({ tokenOf: (token) => vocabulary[token], isControl: (token) => token === 2, style }).of(id),
    ).toString('latin1');

  it('reads byte-level tokens, and added tokens as plain text', () => {
    expect([0, 1, 3].map((id) => bytesOf('byte-level', id))).toEqual([
      ' gr',
      'Ã¼n',
      Buffer.from('日本').toString('latin1'),
    ]);
  });

  it('reads sentence-piece tokens: ▁ is a space and <0x0A> a byte', () => {
    expect([4, 5, 6, 7, 8].map((id) => bytesOf('sentence-piece', id))).toEqual([' gr', '\n', 'Ã', 'a b', '<0xZZ>']);
  });

  it('has nothing for control tokens and for ids that are unknown', () => {
    expect([2, 99].map((id) => bytesOf('byte-level', id))).toEqual(['', '']);
    expect([2, 99].map((id) => bytesOf('sentence-piece', id))).toEqual(['', '']);
  });

  it('finds the tokens that make a number longer', () => {
    const numbers = ['7', 'Ġ7', '2nd', 'B2', '²', 'a', '90'];
    const tokenBytes = new TokenBytes({ tokenOf: (id) => numbers[id], isControl: () => false, style: 'byte-level' });
    expect(tokenBytes.digits(6)).toEqual([0, 2]);
    expect(numbers.filter((_, id) => tokenBytes.endsWithDigit(id))).toEqual(['7', 'Ġ7', 'B2', '90']);
  });

  it('works a token out once', () => {
    const tokenOf = jest.fn(() => 'a');
    const tokenBytes = new TokenBytes({ tokenOf, isControl: () => false, style: 'byte-level' });
    expect(tokenBytes.of(7)).toBe(tokenBytes.of(7));
    expect(tokenOf).toHaveBeenCalledTimes(1);
  });
});

describe('Detokenizer', () => {
  it.each(texts)('brings %j whole, byte by byte, and never half a character', (text) => {
    const pieces = emitted(singleBytes(text));
    expect(pieces.join('')).toBe(text);
    expect(pieces.join('|')).not.toContain('\uFFFD');
    // Each piece is one character: what is complete leaves at once.
    expect(pieces.filter((piece) => piece !== '')).toEqual([...text]);
  });

  it('brings any text whole, however its bytes are cut', () => {
    const cutText = fc.string({ unit: 'grapheme', maxLength: 40 }).chain((text) => {
      const { length } = Buffer.from(text);
      return fc.tuple(fc.constant(text), fc.array(fc.nat({ max: length }), { maxLength: length }));
    });
    fc.assert(
      fc.property(cutText, ([text, cuts]) => {
        const bytes = Buffer.from(text);
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = emitted(edges.slice(1).map((end, i) => bytes.subarray(edges[i], end)));
        expect(pieces.join('')).toBe(text.trimStart());
        if (!text.includes('\uFFFD')) for (const piece of pieces) expect(piece).not.toContain('\uFFFD');
        for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('does so for every code point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const whole = text.toWellFormed();
        expect(emitted(singleBytes(whole)).join('')).toBe(whole.trimStart());
      }),
    );
  });

  it('brings what any bytes stand for, however they are cut, text or not', () => {
    // Bytes that begin and go on characters are common, so that many are complete, many broken off.
    const byte = fc.oneof(
      fc.nat({ max: 255 }),
      fc.constantFrom(0x61, 0xc3, 0xbc, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80),
    );
    const tokens = fc.array(
      fc.array(byte, { maxLength: 5 }).map((bytes) => Uint8Array.from(bytes)),
      { maxLength: 20, size: 'max' },
    );
    fc.assert(
      fc.property(tokens, (pieces) => {
        const out = emitted(pieces);
        const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(pieces));
        expect(out.join('')).toBe(whole.trimStart());
        for (const piece of out) expect(piece.isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps it where the text goes on from its prompt', () => {
    const { tokenBytes, ids } = byteLevel([Buffer.from(' \n'), Buffer.from(' two')]);
    const detokenizer = new Detokenizer(tokenBytes, { keepLeadingSpace: true });
    expect(ids.map((id) => detokenizer.push(id))).toEqual([' \n', ' two']);
  });

  it('leaves out white space before the first word, and none later', () => {
    const { tokenBytes, ids } = byteLevel([' ', '\n', ' Das', ' ', ' Dach', '\n'].map((text) => Buffer.from(text)));
    const detokenizer = new Detokenizer(tokenBytes);
    expect(ids.map((id) => detokenizer.push(id))).toEqual(['', '', 'Das', ' ', ' Dach', '\n']);
    expect(detokenizer.flush()).toBe('');
  });

  it('ends a character that never became complete', () => {
    expect(emitted([Buffer.from('a'), Buffer.from('👋').subarray(0, 3)])).toEqual(['a', '', '\uFFFD']);
  });

  it('goes on behind bytes that are no text', () => {
    expect(emitted([Uint8Array.of(0xff), Buffer.from('gut')])).toEqual(['\uFFFD', 'gut', '']);
  });

  it('is linear: one decoding of one token for each token', () => {
    const decode = jest.spyOn(TextDecoder.prototype, 'decode');
    try {
      const pieces = singleBytes('Übung 👨‍👩‍👧‍👦 '.repeat(50));
      emitted(pieces);
      expect(decode).toHaveBeenCalledTimes(pieces.length + 1);
      expect(decode.mock.calls.slice(0, -1).every(([bytes]) => (bytes as Uint8Array).byteLength === 1)).toBe(true);
    } finally {
      decode.mockRestore();
    }
  });

  it('keeps two texts apart', () => {
    const { tokenBytes, ids } = byteLevel(singleBytes('ü'));
    const [a, b] = [new Detokenizer(tokenBytes), new Detokenizer(tokenBytes)];
    a.push(ids[0]);
    b.push(ids[0]);
    expect([a.push(ids[1]), b.push(ids[1])]).toEqual(['ü', 'ü']);
  });
});
