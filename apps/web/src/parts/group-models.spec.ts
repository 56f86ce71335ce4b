import type { Model } from '@creative-muse/client';
import { groupModels } from './group-models.js';

const model = (key: string, loaded: boolean, available: boolean) => ({ key, loaded, available }) as Model;
const keys = (models: readonly Model[]) => models.map(({ key }) => key);

it('groups models by how soon they can answer, each once and in their order', () => {
  const { loaded, available, elsewhere } = groupModels([
    model('a', false, false),
    model('b', true, true),
    model('c', false, true),
    model('d', true, true),
    // Its files were removed while it was loaded: it answers all the same.
    model('e', true, false),
  ]);
  expect([keys(loaded), keys(available), keys(elsewhere)]).toEqual([['b', 'd', 'e'], ['c'], ['a']]);
});
