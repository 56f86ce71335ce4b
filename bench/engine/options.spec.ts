import { parseOptions } from './options.js';

describe('the options of the bench', () => {
  it('measures everything where nothing is said', () => {
    const options = parseOptions([]);
    expect(options).toMatchObject({ clients: [1, 4, 8, 16, 32], rounds: 3, isWhole: true });
    expect(parseOptions(['--rounds', '5'])).toEqual({ ...options, rounds: 5 });
  });

  it('measures a part', () => {
    const args = ['--clients', '1,8', '--only', 'ours, llama', '--scenarios', 'load'];
    expect(parseOptions(args)).toEqual({
      clients: [1, 8],
      rounds: 3,
      servers: ['ours', 'llama'],
      scenarios: ['load'],
      isWhole: false,
    });
  });

  it.each([
    [['--only', 'theirs'], 'theirs: allowed are ours, dynamic, transformers, llama, llama-free, raw.'],
    [['--clients', '1,many'], 'many: allowed are whole numbers from 1 to 64.'],
    [['--scenarios', 'lod'], 'lod: allowed are load, cores, hang-up, prefix, repeat, company.'],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
