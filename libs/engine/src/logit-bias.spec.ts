import { CompletionBias, LogitBias } from './logit-bias.js';
import { WordCompletion } from './word-completion.js';

describe('LogitBias', () => {
  it('adds to its own tokens of its own row, and takes itself back', () => {
    const bias = new LogitBias({ 0: 1.5, 2: -100 });
    const logits = Float32Array.of(7, 7, 1, 2, 3, 7);
    bias.apply(logits, 2);
    expect([...logits]).toEqual([7, 7, 2.5, 2, -97, 7]);
    bias.restore(logits, 2);
    expect([...logits]).toEqual([7, 7, 1, 2, 3, 7]);
  });

  it('takes back what cannot be subtracted again', () => {
    const bias = new LogitBias({ 0: -Infinity, 1: 1e30 });
    const logits = Float32Array.of(1, 2);
    bias.apply(logits, 0);
    expect([...logits]).toEqual([-Infinity, Math.fround(1e30)]);
    bias.restore(logits, 0);
    expect([...logits]).toEqual([1, 2]);
  });
});

describe('CompletionBias', () => {
  const pieces = { isWordy: () => true, endsWithDigit: () => false };

  it('raises the pieces that begin a long word of the prompt, and those that go on with it once it is begun', () => {
    // 0 begins words, 1 and 2 go on.
    const completion = new WordCompletion([0, 1, 0, 2], { ...pieces, beginsWord: (id) => id === 0 });
    const bias = new CompletionBias(completion, { begin: 1.5, complete: 4 }, []);
    const raised = (): number[] => {
      const logits = Float32Array.of(9, 0, 0, 0);
      bias.apply(logits, 1);
      const changed = [...logits];
      bias.restore(logits, 1);
      expect([...logits]).toEqual([9, 0, 0, 0]);
      return changed;
    };
    expect(raised()).toEqual([9, 1.5, 0, 0]);
    bias.push(0);
    expect(raised()).toEqual([9, 1.5, 4, 4]);
    bias.push(2);
    expect(raised()).toEqual([9, 1.5, 0, 0]);
  });

  it('takes itself back where one token is raised twice', () => {
    // A prompt whose first word has no space before it: 1 begins it, and goes on with another.
    const completion = new WordCompletion([1, 2, 0, 1, 0, 1], { ...pieces, beginsWord: (id) => id === 0 });
    const bias = new CompletionBias(completion, { begin: 1.5, complete: 4 }, []);
    bias.push(0);
    const logits = Float32Array.of(1, 2, 3);
    bias.apply(logits, 0);
    expect([...logits]).toEqual([2.5, 7.5, 3]);
    bias.restore(logits, 0);
    expect([...logits]).toEqual([1, 2, 3]);
  });

  it('forbids another digit where a number of the prompt is complete, and no more than that', () => {
    // 1 is a digit; the prompt has 0 with two of them.
    const isOne = (id: number): boolean => id === 1;
    const completion = new WordCompletion([0, 1, 1], { ...pieces, beginsWord: (id) => id === 0, endsWithDigit: isOne });
    const bias = new CompletionBias(completion, { begin: 0, complete: 4 }, [1]);
    const changed = [0, 1, 1, 1].map((tokenId) => {
      bias.push(tokenId);
      const logits = Float32Array.of(0, 7, 0);
      bias.apply(logits, 0);
      const applied = logits[1];
      bias.restore(logits, 0);
      expect([...logits]).toEqual([0, 7, 0]);
      return applied;
    });
    expect(changed).toEqual([11, 11, -Infinity, 7]);
  });
});
