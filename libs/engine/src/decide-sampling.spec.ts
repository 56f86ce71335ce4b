import { FakeStepModel, fakeLanguageModel } from '../../../test/support/fakes/fake-language-model.js';
import { decideSampling } from './decide-sampling.js';
import type { LanguageModel } from './language-model.js';

const language = fakeLanguageModel(new FakeStepModel(1));
const size = language.model.vocabularySize;
const own = { topK: 7, topP: 0.7, minP: 0.07, repetitionPenalty: 2, wordBias: 0 };

/** A row of ones after all changes. */
function changed(
  options: Partial<Parameters<typeof decideSampling>[0]>,
  defaults: LanguageModel['defaults'],
): number[] {
  const sampling = decideSampling({ temperature: 1, seed: 1, ...options }, [3, 4], 5, { ...language, defaults });
  const logits = new Float32Array(size).fill(1);
  for (const change of sampling.changes ?? []) change.apply(logits, 0);
  return [...logits.subarray(0, 6)];
}

describe('decideSampling', () => {
  it('takes from the model what a request leaves out', () => {
    const decided = decideSampling({ temperature: 0.5, seed: 1 }, [], 5, { ...language, defaults: own });
    expect(decided).toMatchObject({ temperature: 0.5, topK: 7, topP: 0.7, minP: 0.07 });
    expect(changed({}, own)).toEqual([1, 1, 1, 0.5, 0.5, 1]);
  });

  it('takes the request where it says something, nothing being something too', () => {
    const options = { temperature: 0.5, seed: 1, topK: 0, topP: 1, minP: 0 };
    const decided = decideSampling(options, [], 5, { ...language, defaults: own });
    expect(decided).toMatchObject({ topK: 0, topP: 1, minP: 0 });
    expect(changed({ repetitionPenalty: 1 }, own)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('biases before it penalises', () => {
    expect(changed({ logitBias: { 3: 2, 1: -4 } }, own)).toEqual([1, -3, 1, 1.5, 0.5, 1]);
  });

  it('changes nothing where nothing is asked for', () => {
    const decided = decideSampling({ temperature: 1, seed: 1, logitBias: {} }, [3], 5, language);
    expect(decided.changes).toEqual([]);
  });

  it.each([['27'], ['-1'], ['1.5'], ['x']])('refuses a bias on %s, which is no token', (id) => {
    const options = { temperature: 1, seed: 1, logitBias: { [id]: 1 } };
    expect(() => decideSampling(options, [], 5, language)).toThrow(
      `validation_failed: logit_bias: ${id} is no token of this model, whose ids end at 26.`,
    );
  });
});
