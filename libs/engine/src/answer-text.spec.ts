import fc from 'fast-check';
import { AnswerText } from './answer-text.js';
import { TokenBytes } from './token-bytes.js';

/** Tokens by their id: text, or half a character as bytes. */
const vocabulary = ['Tee', ' ', 'ST', 'OP', 'x', '<0xC3>', '<0xBC>', '<0xF0>', '▁un'];
const tokenBytes = new TokenBytes({ tokenOf: (id) => vocabulary[id], isControl: () => false, style: 'sentence-piece' });
const ids = (...tokens: string[]): number[] => tokens.map((token) => vocabulary.indexOf(token));

/** The texts that leave with each token, the last of them being the last; and why the text ended itself. */
function tell(
  tokens: readonly number[],
  request: ConstructorParameters<typeof AnswerText>[1] = {},
): { texts: string[]; ends: string | undefined } {
  const answer = new AnswerText(tokenBytes, request);
  const texts: string[] = [];
  for (const [i, token] of tokens.entries()) {
    texts.push(answer.next(token, i === tokens.length - 1));
    if (answer.ends !== undefined) break;
  }
  return { texts, ends: answer.ends };
}

describe('AnswerText', () => {
  it('brings whole characters', () => {
    expect(tell(ids(' ', 'Tee', '<0xC3>', '<0xBC>', 'x'))).toEqual({
      texts: ['', 'Tee', '', 'ü', 'x'],
      ends: undefined,
    });
  });

  it('brings what is held back with the last token', () => {
    expect(tell(ids('Tee', '<0xC3>')).texts).toEqual(['Tee', '\uFFFD']);
    expect(tell(ids('Tee', 'ST'), { stop: ['STOP'] })).toEqual({ texts: ['Tee', 'ST'], ends: undefined });
  });

  it('brings what is held back with the token that ends texts, which has no text', () => {
    const answer = new AnswerText(tokenBytes, { stop: ['STOP'] });
    expect([answer.next(2, false), answer.next(undefined, true), answer.ends]).toEqual(['', 'ST', undefined]);
  });

  it('ends before a stop string that goes over tokens and half characters', () => {
    expect(tell(ids('Tee', 'ST', 'OP', 'x'), { stop: ['STOP'] })).toEqual({ texts: ['Tee', '', ''], ends: 'stop' });
    expect(tell(ids('x', 'Tee', '<0xC3>', '<0xBC>', 'x'), { stop: ['eü'] })).toEqual({
      texts: ['x', 'Te', '', ''],
      ends: 'stop',
    });
  });

  it('ends before a stop string that only the end completes', () => {
    expect(tell(ids('Tee', '<0xC3>'), { stop: ['\uFFFD'] })).toEqual({ texts: ['Tee', ''], ends: 'stop' });
    expect(tell(ids('Tee', 'ST', 'OP'), { stop: ['STOPx', 'TO'] })).toEqual({ texts: ['Tee', '', 'S'], ends: 'stop' });
  });

  it('ends a loop, unless it is told not to', () => {
    const loop = new Array<number>(100).fill(0);
    const ended = tell(loop);
    expect([ended.ends, ended.texts.length]).toEqual(['loop', 64]);
    const free = tell(loop, { loopGuard: false });
    expect([free.ends, free.texts.length]).toEqual([undefined, 100]);
  });

  it('gives the same text as all its tokens at once, up to a stop string', () => {
    const tokens = fc.array(fc.nat({ max: vocabulary.length - 1 }), { minLength: 1, maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(tokens, fc.subarray(['STOP', 'ü', ' un', 'TeeTee', 'ST', '\uFFFDx']), (all, stop) => {
        const text = Buffer.concat(all.map((id) => tokenBytes.of(id)))
          .toString()
          .trimStart();
        const starts = stop.map((string) => text.indexOf(string)).filter((start) => start >= 0);
        const { texts, ends } = tell(all, { stop, loopGuard: false });
        expect(texts.join('')).toBe(text.slice(0, Math.min(text.length, ...starts)));
        expect(ends).toBe(starts.length > 0 ? 'stop' : undefined);
        for (const piece of texts) expect(piece.isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  describe('log-probabilities', () => {
    /** The tokens told with each text. */
    function told(tokens: readonly number[], stop: string[] = []): [string, string[] | undefined][] {
      const answer = new AnswerText(tokenBytes, { stop, logprobs: 1 });
      return tokens.map((token, i) => {
        const text = answer.next(token, i === tokens.length - 1, { logprob: -i, likeliest: [] });
        return [text, text === '' ? undefined : answer.takeLogprobs()?.map((one) => `${one.text}${one.logprob}`)];
      });
    }

    it('come with the text of their tokens', () => {
      expect(told(ids('Tee', ' ', 'x'))).toEqual([
        ['Tee', ['Tee0']],
        [' ', [' -1']],
        ['x', ['x-2']],
      ]);
    });

    it('wait while the text waits', () => {
      expect(told(ids('Tee', 'ST', 'x'), ['STOP'])).toEqual([
        ['Tee', ['Tee0']],
        ['', undefined],
        ['STx', ['ST-1', 'x-2']],
      ]);
      expect(told(ids('<0xC3>', '<0xBC>'))).toEqual([
        ['', undefined],
        ['ü', ['\uFFFD0', '\uFFFD-1']],
      ]);
    });

    it('of tokens behind the text are left out', () => {
      expect(told(ids('Tee', 'ST', 'OP'), ['eSTOP'])).toEqual([
        ['Te', ['Tee0']],
        ['', undefined],
        ['', undefined],
      ]);
      expect(told(ids('x', 'Tee', 'ST', 'OP'), ['TeeSTx', 'STO'])).toEqual([
        ['x', ['x0']],
        ['', undefined],
        ['', undefined],
        ['Tee', ['Tee-1']],
      ]);
    });

    it('name bytes and alternatives', () => {
      const answer = new AnswerText(tokenBytes, { logprobs: 1 });
      answer.next(5, false, { logprob: -1, likeliest: [{ tokenId: 8, logprob: -0.5 }] });
      answer.next(6, false, { logprob: -2, likeliest: [] });
      expect(answer.takeLogprobs()).toEqual([
        {
          tokenId: 5,
          text: '\uFFFD',
          bytes: [0xc3],
          logprob: -1,
          likeliest: [{ tokenId: 8, text: ' un', bytes: [...Buffer.from(' un')], logprob: -0.5 }],
        },
        { tokenId: 6, text: '\uFFFD', bytes: [0xbc], logprob: -2, likeliest: [] },
      ]);
      expect(answer.takeLogprobs()).toEqual([]);
    });

    it('are none where nobody wants them', () => {
      const answer = new AnswerText(tokenBytes, {});
      answer.next(0, false);
      expect([answer.alternatives, answer.takeLogprobs()]).toEqual([undefined, undefined]);
    });
  });
});
