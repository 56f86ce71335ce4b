import { totalmem } from 'node:os';
import { machineMemory } from './machine-memory.js';

describe('machineMemory', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['there is no limit', 0, totalmem()],
    ['the limit is beyond what there is', 2 ** 64, totalmem()],
    ['a container has less', 1e9, 1e9],
  ])('where %s', (_, constrained, expected) => {
    jest.spyOn(process, 'constrainedMemory').mockReturnValue(constrained);
    expect(machineMemory()).toBe(expected);
  });
});
