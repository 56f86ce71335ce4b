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

  it("is the embedded model, the specification's and those of catalog.json", () => {
    const catalog = catalogOf([model('qwen')]);
    expect(catalog.keys).toEqual(['muse-mini', ...specified, 'qwen']);
    for (const key of specified) expect(catalog.get(key).directory).toBe(join(folder, key));
    expect(specified.map((key) => catalog.get(key).promptTemplate)).toEqual([
      'mistral',
      'mistral',
      'dialogpt',
      'dialogpt',
    ]);
  });

  it("takes an entry of catalog.json in place of the specification's", () => {
    const catalog = catalogOf([model(specified[0])]);
    expect(catalog.keys).toEqual(['muse-mini', ...specified]);
    expect(catalog.get(specified[0])).toMatchObject({ contextLength: 512, promptTemplate: undefined });
  });

  it('leaves the embedded model as it is, whatever catalog.json says', () => {
    const catalog = catalogOf([model('muse-mini'), model('qwen')]);
    expect(catalog.keys).toEqual(['muse-mini', ...specified, 'qwen']);
    expect(catalog.get('muse-mini')).toMatchObject({ name: 'Muse Mini', promptTemplate: 'muse-mini' });
    expect(catalog.get('muse-mini').directory.startsWith(folder)).toBe(false);
  });

  it('has to hold the default model', () => {
    expect(() => catalogOf([model('qwen')], { DEFAULT_MODEL: 'gpt' })).toThrow(
      `DEFAULT_MODEL is "gpt": allowed is one of muse-mini, ${specified.join(', ')}, qwen.`,
    );
    expect(catalogOf([model('qwen')], { DEFAULT_MODEL: 'qwen' }).has('qwen')).toBe(true);
  });
});
