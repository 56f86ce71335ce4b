import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@muse/core/config/muse-config.js';
import { readCatalogFile } from './catalog-file.js';

const least = { key: 'qwen', dtype: 'q4', languages: ['de', 'en'], context_length: 4096, size_gb: 0.5 };

describe('catalog.json', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muse-catalog-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function read(content: unknown): ReturnType<typeof readCatalogFile> {
    writeFileSync(join(folder, 'catalog.json'), typeof content === 'string' ? content : JSON.stringify(content));
    return readCatalogFile(folder);
  }

  function problemsOf(content: unknown): readonly string[] {
    try {
      read(content);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  }

  it('is not needed', () => {
    expect(readCatalogFile(folder)).toEqual([]);
    expect(readCatalogFile(join(folder, 'nowhere'))).toEqual([]);
    expect(read([])).toEqual([]);
  });

  it('adds a model with a few words', () => {
    expect(read([least])).toEqual([
      {
        key: 'qwen',
        name: 'qwen',
        description: '',
        directory: join(folder, 'qwen'),
        dtype: 'q4',
        device: 'cpu',
        languages: ['de', 'en'],
        contextLength: 4096,
        sizeGb: 0.5,
        requiresToken: false,
        recommended: false,
        promptTemplate: undefined,
        verified: null,
        reason: 'Its entry in the catalog names no repository.',
      },
    ]);
  });

  it('takes every word', () => {
    const full = {
      ...least,
      key: 'Muse_Mini-2.5',
      name: 'Größer',
      description: 'Ein größeres Modell.',
      directory: 'onnx-community/muse-mini',
      repository: 'muse/muse-mini',
      revision: 'v1.0',
      verified: '2026-11-24',
      device: 'cuda',
      requires_token: true,
      recommended: true,
      prompt_template: 'muse-mini',
    };
    expect(read([full, least])).toEqual([
      {
        key: 'Muse_Mini-2.5',
        name: 'Größer',
        description: 'Ein größeres Modell.',
        directory: join(folder, 'onnx-community/muse-mini'),
        dtype: 'q4',
        device: 'cuda',
        languages: ['de', 'en'],
        contextLength: 4096,
        sizeGb: 0.5,
        requiresToken: true,
        recommended: true,
        promptTemplate: 'muse-mini',
        source: { repository: 'muse/muse-mini', revision: 'v1.0' },
        verified: '2026-11-24',
      },
      expect.objectContaining({ key: 'qwen' }),
    ]);
  });

  it('says why a model cannot be downloaded', () => {
    const reason = 'Nobody has exported it.';
    expect(read([{ ...least, repository: null, reason }])[0]).toMatchObject({ reason });
    expect(read([{ ...least, repository: null, reason }])[0].source).toBeUndefined();
    expect(read([{ ...least, repository: 'a/b' }])[0].source).toEqual({ repository: 'a/b', revision: 'main' });
  });

  it('may be an object, so that editors find the schema', () => {
    expect(read({ $schema: './catalog.schema.json', models: [least] })).toEqual(read([least]));
  });

  it.each(['', '{', '{}', '{"models": {}}', '"qwen"', 'null', '3'])('refuses %j, which is no list', (content) => {
    expect(problemsOf(content)).toEqual([
      'catalog.json is not understood: allowed is a JSON array of models, or {"models": [...]}.',
    ]);
  });

  it.each<[string, unknown, string]>([
    ['key', undefined, 'key must match'],
    ['key', '', 'key must match'],
    ['key', '../qwen', 'key must match'],
    ['key', 'a/b', 'key must match'],
    ['key', '.hidden', 'key must match'],
    ['key', 'a'.repeat(65), 'key must match'],
    ['key', 5, 'key must match'],
    ['name', '', 'name must be longer than or equal to 1'],
    ['name', 'a'.repeat(101), 'name must be shorter than or equal to 100'],
    ['name', 5, 'name must be a string'],
    ['description', 'a'.repeat(501), 'description must be shorter than or equal to 500'],
    ['directory', '', 'directory must be longer than or equal to 1'],
    ['directory', 5, 'directory must be a string'],
    ['dtype', 'q5', 'dtype must be one of the following values: auto, fp32, fp16, q8, int8, uint8, q4, q4f16, bnb4'],
    ['languages', undefined, 'languages must be an array'],
    ['languages', 'de', 'languages must be an array'],
    ['languages', ['pt'], 'each value in languages must be one of the following values: de, en, it, fr, es'],
    ['context_length', undefined, 'context_length must be an integer number'],
    ['context_length', 15, 'context_length must not be less than 16'],
    ['context_length', 1_000_001, 'context_length must not be greater than 1000000'],
    ['context_length', 64.5, 'context_length must be an integer number'],
    ['context_length', '4096', 'context_length must be an integer number'],
    ['size_gb', undefined, 'size_gb must be a number'],
    ['size_gb', -1, 'size_gb must not be less than 0'],
    ['repository', 'smollm2', 'repository must match'],
    ['repository', '../../etc', 'repository must match'],
    ['repository', 'a/b/c', 'repository must match'],
    ['repository', '../b', 'repository must match'],
    ['revision', 'refs/pr/1', 'revision must match'],
    ['revision', '..', 'revision must match'],
    ['reason', '', 'reason must be longer than or equal to 1'],
    ['verified', 'today', 'verified must match'],
    ['device', 'tpu', 'device must be one of the following values: cpu, cuda, webgpu, auto'],
    ['requires_token', 'yes', 'requires_token must be a boolean value'],
    ['recommended', 'yes', 'recommended must be a boolean value'],
    [
      'prompt_template',
      'alpaca',
      'prompt_template must be one of the following values: muse-mini, chat, mistral, dialogpt, plain',
    ],
    [
      'prompt_template',
      'toString',
      'prompt_template must be one of the following values: muse-mini, chat, mistral, dialogpt, plain',
    ],
    ['url', 'https://example.com', 'property url should not exist'],
  ])('refuses %s = %j', (field, value, reason) => {
    const problems = problemsOf([least, { ...least, [field]: value }]);
    expect(problems).toContainEqual(expect.stringContaining(reason));
    for (const problem of problems) expect(problem).toMatch(/^catalog\.json, entry 2: .*\.$/);
    for (const problem of problems) expect(problem).toContain(field);
  });

  it.each([null, 5, 'qwen', {}])('refuses the entry %j', (entry) => {
    expect(problemsOf([entry])).toContainEqual(expect.stringMatching(/^catalog\.json, entry 1: key must match/));
  });

  it('refuses a list in the list', () => {
    expect(problemsOf([least, []])).toContainEqual(expect.stringMatching(/^catalog\.json, entry 2: key must match/));
  });

  it('refuses two entries with one key', () => {
    expect(problemsOf([least, least])).toEqual([`catalog.json has two entries with the key "${least.key}".`]);
  });

  it('names every problem of an entry at once', () => {
    const problems = problemsOf([{ ...least, dtype: 'q5', size_gb: -1 }]);
    expect(problems.map((problem) => problem.split(' ')[3])).toEqual(['dtype', 'size_gb']);
  });

  it.each(['..', '../other', 'a/../..', '.', 'a/..', '/', '/etc', '../catalog-file-evil'])(
    'refuses the directory %j, which is not below MODEL_CACHE_DIR',
    (directory) => {
      expect(problemsOf([{ ...least, directory }])).toEqual([
        'catalog.json, entry 1: directory has to be a folder below MODEL_CACHE_DIR.',
      ]);
    },
  );

  it('does not take a folder that only begins like MODEL_CACHE_DIR', () => {
    expect(problemsOf([{ ...least, directory: `${folder}-evil/model` }])).toHaveLength(1);
    expect(problemsOf([{ ...least, directory: join(folder, 'inside') }])).toEqual([]);
  });
});
