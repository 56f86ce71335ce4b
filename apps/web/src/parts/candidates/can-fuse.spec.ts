import { canFuse } from './can-fuse.js';

const plain = { key: 'plain', current: true, follows_instructions: false };
const told = { key: 'told', current: false, follows_instructions: true };

it.each([
  ['one of the writers follows instructions', [plain, told], ['plain', 'told'], true],
  ['the only one does', [plain, told], ['told'], true],
  ['none of them does', [plain, told], ['plain'], false],
  ['nobody was chosen, and the current one does', [{ ...told, current: true }], [], true],
  ['nobody was chosen, and only another one does', [plain, told], [], false],
  ['nobody knows the models', undefined, ['told'], false],
])('%s', (_, models, writers, isPossible) => {
  expect(canFuse(models, writers)).toBe(isPossible);
});
