import fc from 'fast-check';
import { BatchDiversity } from './batch-diversity.js';
import { nearDuplicate } from './near-duplicate.js';
import { similarityOf } from './similarity.js';

function diversityOf(texts: readonly string[]): BatchDiversity {
  const diversity = new BatchDiversity();
  for (const content of texts) diversity.add({ title: '', content });
  return diversity;
}

/** Few words, so that many texts are alike. */
const texts = fc.array(
  fc
    .array(fc.constantFrom('Tee', 'Wald', 'Brot', 'Rad', 'Fluss', 'Dach'), { minLength: 1, maxLength: 6 })
    .map((words) => words.join(' ')),
  { maxLength: 12 },
);

describe('BatchDiversity', () => {
  it('begins with nothing', () => {
    expect(new BatchDiversity().figures).toEqual({ ideas: 0, distinct: 0, pairs: 0, similarity: 0, rewritten: 0 });
  });

  it('counts what says the same as one idea, and every pair', () => {
    const { figures } = diversityOf(['Tee im Wald', 'tee im wald.', 'Brot', 'TEE IM WALD']);
    expect(figures).toEqual({ ideas: 4, distinct: 2, pairs: 6, similarity: 3, rewritten: 0 });
  });

  it('looks at title and content', () => {
    const diversity = new BatchDiversity();
    for (const title of ['Tee', 'Fahrradwerkstatt']) diversity.add({ title, content: 'Brot' });
    expect(diversity.figures.similarity).toBe(similarityOf('Tee Brot', 'Fahrradwerkstatt Brot'));
  });

  it('does not measure by what is a near-duplicate itself', () => {
    const [first, second, third] = ['eins zwei drei vier', 'zwei drei vier fünf', 'drei vier fünf sechs'];
    expect(similarityOf(first, second)).toBeGreaterThanOrEqual(nearDuplicate);
    expect(similarityOf(second, third)).toBeGreaterThanOrEqual(nearDuplicate);
    expect(similarityOf(first, third)).toBeLessThan(nearDuplicate);
    expect(diversityOf([first, second, third]).figures.distinct).toBe(2);
  });

  it('has, of any texts, as many that differ from each other as it says, and like each of the others', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const kept: string[] = [];
        for (const text of given) if (kept.every((other) => similarityOf(text, other) < nearDuplicate)) kept.push(text);
        const pairs = given.flatMap((text, i) => given.slice(0, i).map((other) => similarityOf(text, other)));
        const { similarity, ...figures } = diversityOf(given).figures;
        expect(figures).toEqual({ ideas: given.length, distinct: kept.length, pairs: pairs.length, rewritten: 0 });
        expect(similarity).toBeCloseTo(
          pairs.reduce((sum, pair) => sum + pair, 0),
          9,
        );
      }),
    );
  });
});
