import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import { anEntry } from '../../../../test/support/fakes/samples.js';
import { dtypeOf, isInstalled } from './model-dtype.js';

describe('the number format of a model', () => {
  let entry: CatalogEntry;

  beforeEach(() => {
    const directory = mkdtempSync(join(tmpdir(), 'muse-dtype-'));
    mkdirSync(join(directory, 'onnx'));
    const others = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
    for (const file of others) writeFileSync(join(directory, file), '');
    entry = anEntry({ directory, dtype: 'auto' });
  });

  afterEach(() => rmSync(entry.directory, { recursive: true }));

  const write = (...graphs: string[]): void => {
    for (const name of graphs) writeFileSync(join(entry.directory, 'onnx', name), 'graph');
  };

  it('is the one that the entry names, whatever is there', () => {
    write('model_quantized.onnx');
    expect(dtypeOf({ ...entry, dtype: 'q4' }, 1)).toBe('q4');
    expect(isInstalled({ ...entry, dtype: 'q4' })).toBe(false);
  });

  it('is the best of those in its folder for the device', () => {
    write('model.onnx', 'model_fp16.onnx', 'model_q4.onnx', 'README');
    expect(dtypeOf(entry, 4)).toBe('q4');
    expect(dtypeOf({ ...entry, device: 'cuda' }, 4)).toBe('fp16');
    expect(isInstalled(entry)).toBe(true);
  });

  it('is none where no file is for the device', () => {
    write('model_fp16.onnx');
    expect([dtypeOf(entry, 4), isInstalled(entry)]).toEqual([undefined, false]);
  });

  it('is none where there is no folder', () => {
    const nowhere = { ...entry, directory: join(entry.directory, 'nowhere') };
    expect([dtypeOf(nowhere, 4), isInstalled(nowhere)]).toEqual([undefined, false]);
  });
});
