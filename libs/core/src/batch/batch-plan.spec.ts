import fc from 'fast-check';
import { type BatchItem, byModel, methodOf, planItems } from './batch-plan.js';

const item = (index: number, model: string): BatchItem => ({ index, prompt: `p${index}`, model });

describe('planItems', () => {
  it('sends prompt i to models[i], and to the default model where the list is shorter', () => {
    expect(planItems(['Tee', 'Brot', 'Rad'], ['a', 'b'], 'mini')).toEqual([
      { index: 0, prompt: 'Tee', model: 'a' },
      { index: 1, prompt: 'Brot', model: 'b' },
      { index: 2, prompt: 'Rad', model: 'mini' },
    ]);
  });

  it('sends everything to the default model where no models are named', () => {
    expect(planItems(['Tee', 'Tee'], [], 'mini')).toEqual([
      { index: 0, prompt: 'Tee', model: 'mini' },
      { index: 1, prompt: 'Tee', model: 'mini' },
    ]);
  });

  it('has n items for each prompt, on its model, which take the angles in turn', () => {
    expect(planItems(['Tee', 'Brot'], ['a'], 'mini', 2)).toEqual([
      { index: 0, prompt: 'Tee', model: 'a' },
      { index: 1, prompt: 'Tee', model: 'a', angle: 'constraint' },
      { index: 2, prompt: 'Brot', model: 'mini' },
      { index: 3, prompt: 'Brot', model: 'mini', angle: 'constraint' },
    ]);
  });

  it('has an item for every prompt, in order, whatever the models', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), fc.string(), (prompts, models, fallback) => {
        const items = planItems(prompts, models, fallback);
        expect(items.map(({ prompt }) => prompt)).toEqual(prompts);
        expect(items.map(({ index }) => index)).toEqual([...prompts.keys()]);
        items.forEach(({ model }, i) => expect(model).toBe(i < models.length ? models[i] : fallback));
      }),
    );
  });
});

describe('methodOf', () => {
  it.each([
    [['a'], true, 'model_batch'],
    [['a', 'a', 'a'], true, 'model_batch'],
    [['a', 'b'], true, 'parallel_batch'],
    [['a', 'a', 'b'], true, 'parallel_batch'],
    [['a', 'a'], false, 'sequential_batch'],
    [['a', 'b'], false, 'sequential_batch'],
  ])('of %j with parallel: %s is %s', (models, parallel, method) => {
    const items = models.map((model, index) => item(index, model));
    expect(methodOf(items, parallel)).toBe(method);
  });
});

describe('byModel', () => {
  it('gathers the items of each model, the models in the order in which they first appear', () => {
    const items = ['b', 'a', 'b', 'c', 'a'].map((model, index) => item(index, model));
    expect(byModel(items)).toEqual([[item(0, 'b'), item(2, 'b')], [item(1, 'a'), item(4, 'a')], [item(3, 'c')]]);
    expect(byModel([])).toEqual([]);
  });

  it('loses no item, doubles none, mixes no models and keeps their order', () => {
    const models = fc.array(fc.constantFrom('a', 'b', 'c', '__proto__', ''));
    fc.assert(
      fc.property(models, (keys) => {
        const items = keys.map((model, index) => item(index, model));
        const groups = byModel(items);
        expect(groups.flat().sort((a, b) => a.index - b.index)).toEqual(items);
        expect(groups).toHaveLength(new Set(keys).size);
        for (const group of groups) {
          expect(new Set(group.map(({ model }) => model)).size).toBe(1);
          const indices = group.map(({ index }) => index);
          expect(indices).toEqual([...indices].sort((a, b) => a - b));
        }
      }),
    );
  });
});
