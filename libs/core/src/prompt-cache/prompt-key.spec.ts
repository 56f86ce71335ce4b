import { aGenerationRequest, anEntry } from '../../../../test/support/fakes/samples.js';
import type { GenerationRequest } from '../generations/generation-request.js';
import { isRepeatable, promptKey } from './prompt-key.js';

const mini = { entry: anEntry(), dtype: 'q8' } as const;

const keyOf = (fields: Partial<GenerationRequest> = {}, model: Parameters<typeof promptKey>[1] = mini): string =>
  promptKey(aGenerationRequest({ seed: 1, ...fields }), model);

describe('isRepeatable', () => {
  it.each<[Partial<GenerationRequest>, boolean]>([
    [{}, false],
    [{ temperature: 0.1 }, false],
    [{ creativityLevel: 1 }, false],
    [{ seed: 0 }, true],
    [{ temperature: 0 }, true],
    [{ seed: 7, temperature: 2, cache: true }, true],
    [{ seed: 7, cache: false }, false],
    [{ temperature: 0, cache: false }, false],
  ])('%j: %s', (fields, repeatable) => {
    expect(isRepeatable(aGenerationRequest(fields))).toBe(repeatable);
  });
});

describe('promptKey', () => {
  it('is the same for the same request, whoever asks, how and for what id', () => {
    expect(keyOf()).toMatch(/^[\w-]{43}$/);
    expect(keyOf({ client: 'key ben', method: 'model_batch', ideaId: 'x', model: 'muse-mini', cache: true })).toBe(
      keyOf(),
    );
  });

  it.each<Partial<GenerationRequest>>([
    { prompt: 'Regen' },
    { category: 'art' },
    { creativityLevel: 6 },
    { language: 'en' },
    { maxTokens: 99 },
    { temperature: 0.5 },
    { temperature: 0 },
    { topP: 0.9 },
    { topK: 5 },
    { seed: 2 },
  ])('is another for %j', (fields) => {
    expect(keyOf(fields)).not.toBe(keyOf());
  });

  it('is the same where a default is written out', () => {
    expect(keyOf({ temperature: 0.3 + 0.5 * 0.7 })).toBe(keyOf());
  });

  it('does not look at the seed at temperature 0', () => {
    const greedy = keyOf({ temperature: 0 });
    expect([keyOf({ temperature: 0, seed: 2 }), keyOf({ temperature: 0, seed: undefined })]).toEqual([greedy, greedy]);
  });

  it('tells models apart, and what they are made of', () => {
    const source = { repository: 'muse/mini', revision: 'main' };
    const models = [
      mini,
      { ...mini, dtype: 'fp32' as const },
      { ...mini, entry: anEntry({ key: 'other' }) },
      { ...mini, entry: anEntry({ device: 'cuda' }) },
      { ...mini, entry: anEntry({ promptTemplate: 'mistral' }) },
      { ...mini, entry: anEntry({ source }) },
      { ...mini, entry: anEntry({ source: { ...source, revision: 'v2' } }) },
    ];
    expect(new Set(models.map((model) => keyOf({}, model))).size).toBe(models.length);
  });
});
