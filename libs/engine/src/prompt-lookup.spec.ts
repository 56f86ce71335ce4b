import fc from 'fast-check';
import { PromptLookup } from './prompt-lookup.js';

const guess = (tokens: readonly number[], room = 100, lookup = new PromptLookup()): number[] =>
  lookup.guess(Int32Array.from(tokens), tokens.length, room);

describe('PromptLookup', () => {
  it('guesses what followed the last time', () => {
    expect(guess([1, 2, 3, 4, 5, 6, 7, 9, 1, 2, 3])).toEqual([4, 5, 6, 7]);
  });

  it('prefers the longer and then the newer match', () => {
    expect(guess([1, 2, 3, 40, 41, 42, 43, 9, 2, 3, 50, 51, 52, 53, 1, 2, 3])).toEqual([40, 41, 42, 43]);
    expect(guess([2, 3, 40, 41, 42, 43, 2, 3, 50, 51, 52, 53, 8, 2, 3])).toEqual([50, 51, 52, 53]);
  });

  it('has no guess where nothing repeats', () => {
    expect([guess([]), guess([1]), guess([1, 2, 3, 4]), guess([1, 2, 3, 9, 3])]).toEqual([[], [], [], []]);
  });

  it('goes round in a loop', () => {
    expect(guess([5, 6, 5, 6, 5, 6])).toEqual([5, 6, 5, 6]);
    expect(guess([7, 7, 7])).toEqual([7, 7, 7, 7]);
  });

  it('keeps to the room there is', () => {
    const tokens = [1, 2, 3, 4, 5, 6, 7, 9, 1, 2, 3];
    expect([guess(tokens, 2), guess(tokens, 0), guess(tokens, -1)]).toEqual([[4, 5], [], []]);
  });

  it('reaches further the better its guesses are', () => {
    const lookup = new PromptLookup();
    const loop = Array.from({ length: 40 }, (_, i) => i % 10);
    const lengths = Array.from({ length: 4 }, () => {
      const { length } = guess(loop, 100, lookup);
      lookup.learn(length, length);
      return length;
    });
    expect(lengths).toEqual([4, 6, 8, 8]);
    lookup.learn(8, 1);
    expect(guess(loop, 100, lookup)).toHaveLength(6);
  });

  it('pauses twice as long after each guess that gave nothing', () => {
    const lookup = new PromptLookup();
    const pauses = Array.from({ length: 8 }, () => {
      lookup.learn(4, 0);
      let pause = 0;
      while (guess([7, 7, 7], 100, lookup).length === 0) pause += 1;
      return pause;
    });
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 64, 64]);
    lookup.learn(2, 1);
    expect(guess([7, 7, 7], 100, lookup)).not.toEqual([]);
  });

  it('guesses only what really followed the same tokens', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }), (tokens) => {
        const guessed = guess(tokens);
        if (guessed.length === 0) return;
        const end = tokens.slice(-2).join();
        const continuations = tokens
          .slice(0, -2)
          .flatMap((_, i) => (tokens.slice(i, i + 2).join() === end ? [tokens[i + 2]] : []));
        expect(continuations).toContain(guessed[0]);
      }),
    );
  });
});
