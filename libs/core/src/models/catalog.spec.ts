import { anEntry } from '../../../../test/support/fakes/samples.js';
import { Catalog } from './catalog.js';

describe('Catalog', () => {
  const first = anEntry({ key: 'muse-mini' });
  const second = anEntry({ key: 'qwen' });
  const catalog = new Catalog([first, second]);

  it('keeps the entries in their order', () => {
    expect(catalog.keys).toEqual(['muse-mini', 'qwen']);
    expect(catalog.all()).toEqual([first, second]);
  });

  it('finds an entry by its key alone', () => {
    expect(catalog.get('qwen')).toBe(second);
    expect(catalog.has('qwen')).toBe(true);
    expect(catalog.has('/models/muse-mini')).toBe(false);
    expect(catalog.has('constructor')).toBe(false);
  });

  it.each(['gpt', '../muse-mini', '/models/muse-mini', 'onnx-community/qwen', '__proto__'])(
    'refuses %j and says which keys exist',
    (key) => {
      expect(() => catalog.get(key)).toThrow(
        expect.objectContaining({
          code: 'model_not_found',
          detail: `There is no model "${key}". Known models: muse-mini, qwen.`,
        }),
      );
    },
  );
});
