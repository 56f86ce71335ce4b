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
  it('raises the pieces that go on with a word of the prompt, once it is begun', () => {
    // 0 begins words, 1 and 2 go on.
    const completion = new WordCompletion([0, 1, 0, 2], { beginsWord: (id) => id === 0, isWordy: () => true });
    const bias = new CompletionBias(completion, 4);
    const raised = (): number[] => {
      const logits = Float32Array.of(9, 0, 0, 0);
      bias.apply(logits, 1);
      const changed = [...logits];
      bias.restore(logits, 1);
      expect([...logits]).toEqual([9, 0, 0, 0]);
      return changed;
    };
    expect(raised()).toEqual([9, 0, 0, 0]);
    bias.push(0);
    expect(raised()).toEqual([9, 0, 4, 4]);
    bias.push(2);
    expect(raised()).toEqual([9, 0, 0, 0]);
  });
});
