import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, type ValueProvider } from '@nestjs/common';
import { readConfig } from '@muse/core/config/muse-config.js';
import { Catalog } from '@muse/core/models/catalog.js';
import { CoreModule } from './core.module.js';

describe('the catalog of the service', () => {
  let folder: string;

  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muse-core-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function catalogOf(models: object[], settings: Record<string, string> = {}): Catalog {
    writeFileSync(join(folder, 'catalog.json'), JSON.stringify(models));
    const config = readConfig({ MODEL_CACHE_DIR: folder, DATA_DIR: join(folder, 'data'), ...settings });
    const { providers = [] } = CoreModule.with(config);
    return (providers as ValueProvider<Catalog>[]).find(({ provide }) => provide === Catalog)!.useValue;
  }

  const model = (key: string): object => ({ key, dtype: 'q4', languages: ['de'], context_length: 512, size_gb: 1 });

  const specified = [
    'mistral-7b-instruct-v0.3',
    'mistral-7b-instruct-v0.2',
    'microsoft-dialoGPT-medium',
    'microsoft-dialoGPT-large',
  ];
  const small = [
    'smollm2-135m-instruct',
    'smollm2-360m-instruct',
    'smollm2-1.7b-instruct',
    'qwen2.5-0.5b-instruct',
    'qwen2.5-1.5b-instruct',
    'llama-3.2-1b-instruct',
    'llama-3.2-3b-instruct',
  ];
  const shipped = [...specified, ...small];

  it("is the embedded model, the repository's and those of MODEL_CACHE_DIR's catalog.json", () => {
    const catalog = catalogOf([model('qwen')]);
    expect(catalog.keys).toEqual(['muse-mini', ...shipped, 'qwen']);
    for (const key of shipped) expect(catalog.get(key).directory).toBe(join(folder, key));
    expect(specified.map((key) => catalog.get(key).promptTemplate)).toEqual([
      'mistral',
      'mistral',
      'dialogpt',
      'dialogpt',
    ]);
  });

  it("takes an entry of MODEL_CACHE_DIR's catalog.json in place of the repository's", () => {
    const catalog = catalogOf([model(specified[0])]);
    expect(catalog.keys).toEqual(['muse-mini', ...shipped]);
    expect(catalog.get(specified[0])).toMatchObject({ contextLength: 512, promptTemplate: undefined });
  });

  it('says of each model where its files come from, or why they cannot come', () => {
    const catalog = catalogOf([]);
    for (const key of shipped) {
      const { source, reason } = catalog.get(key);
      expect({ key, said: (source ?? reason) !== undefined }).toEqual({ key, said: true });
    }
    expect(catalog.get('muse-mini').source).toBeUndefined();
  });

  it('leaves the embedded model as it is, whatever catalog.json says', () => {
    const catalog = catalogOf([model('muse-mini'), model('qwen')]);
    expect(catalog.keys).toEqual(['muse-mini', ...shipped, 'qwen']);
    expect(catalog.get('muse-mini')).toMatchObject({ name: 'Muse Mini', promptTemplate: 'muse-mini' });
    expect(catalog.get('muse-mini').directory.startsWith(folder)).toBe(false);
  });

  it('has to hold the default model', () => {
    expect(() => catalogOf([model('qwen')], { DEFAULT_MODEL: 'gpt' })).toThrow(
      `DEFAULT_MODEL is "gpt": allowed is one of muse-mini, ${shipped.join(', ')}, qwen.`,
    );
    expect(catalogOf([model('qwen')], { DEFAULT_MODEL: 'qwen' }).has('qwen')).toBe(true);
  });
});
