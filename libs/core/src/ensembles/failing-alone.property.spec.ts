import fc from 'fast-check';
import { FakeTexts } from '../../../../test/support/fakes/fake-texts.js';
import { listen } from '../../../../test/support/fakes/listen.js';
import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { aGenerationRequest, anEntry } from '../../../../test/support/fakes/samples.js';
import { IdeaKeeper } from '../ideas/idea-keeper.js';
import { weightsFrom } from '../ranking/weights.js';
import type { Candidate } from './candidate.js';
import { EnsembleGenerations } from './ensemble-generations.js';

interface Written {
  words: string[];
  logprob: number;
  fails: boolean;
}

/** Has the candidates written in an order; answers those that the idea keeps, or none where all have failed. */
async function run(candidates: readonly Written[], order: readonly number[]): Promise<readonly Candidate[]> {
  const texts = new FakeTexts();
  const generations = new EnsembleGenerations({
    generations: texts,
    models: { currentModel: 'muse-mini', entry: () => anEntry() },
    ideas: new MemoryIdeaRepository(),
    keeper: new IdeaKeeper(new MemoryIdeaRepository()),
    weights: () => Promise.resolve(weightsFrom(() => 1)),
    sideBySide: 4,
    onFailure: () => undefined,
  });
  const ensemble = { models: [], candidates: candidates.length, strategy: 'round_robin' } as const;
  const heard = listen(generations.generate(aGenerationRequest({ seed: 1, ensemble })));
  for (const index of order) {
    const { words, logprob, fails } = candidates[index];
    if (fails) await texts.wanted[index].fail('model_failed');
    else await texts.wanted[index].write([`Titel ${index}\n`, ...words], logprob);
  }
  const last = heard.events.at(-1);
  return last?.type === 'complete' ? (last.idea.candidates ?? []) : [];
}

const written = fc.record({
  words: fc.array(fc.constantFrom('Tee ', 'Regen ', 'Dach ', 'und ', 'Wind. '), { minLength: 1, maxLength: 8 }),
  logprob: fc.double({ min: -5, max: 0, noNaN: true }),
  fails: fc.boolean(),
});
const ensembles = fc.array(written, { minLength: 1, maxLength: 5 }).chain((candidates) =>
  fc.record({
    candidates: fc.constant(candidates),
    order: fc.shuffledSubarray([...candidates.keys()], { minLength: candidates.length }),
  }),
);

const worthOf = (candidates: readonly Candidate[]): unknown[] =>
  candidates.flatMap(({ index, scores, sum, error }) => (error === null ? [{ index, scores, sum }] : []));
const orderOf = (candidates: readonly Candidate[]): number[] =>
  candidates
    .filter(({ error }) => error === null)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ index }) => index);

describe('an ensemble', () => {
  it('ranks the same, in whichever order its candidates come', async () => {
    await fc.assert(
      fc.asyncProperty(ensembles, async ({ candidates, order }) => {
        const inOrder = await run(candidates, [...candidates.keys()]);
        const shuffled = await run(candidates, order);
        expect([worthOf(shuffled), orderOf(shuffled)]).toEqual([worthOf(inOrder), orderOf(inOrder)]);
      }),
      { numRuns: 50 },
    );
  });

  it('is not changed by a candidate that fails, but for that one', async () => {
    await fc.assert(
      fc.asyncProperty(ensembles, async ({ candidates, order }) => {
        const some = await run(candidates, order);
        const all = await run(
          candidates.map((candidate) => ({ ...candidate, fails: false })),
          order,
        );
        const alive = candidates.flatMap(({ fails }, index) => (fails ? [] : [index]));
        expect(orderOf(some)).toEqual(orderOf(all).filter((index) => alive.includes(index)));
        expect(worthOf(some)).toEqual(worthOf(all.filter(({ index }) => alive.includes(index))));
        expect(some.filter(({ error }) => error !== null).map(({ index }) => index)).toEqual(
          alive.length === 0 ? [] : [...candidates.keys()].filter((index) => !alive.includes(index)),
        );
      }),
      { numRuns: 50 },
    );
  });
});
