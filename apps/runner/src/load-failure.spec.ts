import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFailure } from './load-failure.js';

describe('loadFailure', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'muse-model-'));
    for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
      writeFileSync(join(directory, file), '{}');
    }
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json'])(
    'blames %s where it is not JSON',
    async (file) => {
      writeFileSync(join(directory, file), '{"a": ');
      expect(await loadFailure({ directory, dtype: 'q8' })).toEqual({
        code: 'model_load_failed',
        detail: `The model could not be loaded: ${file} is damaged: it is not JSON.`,
      });
    },
  );

  it('blames a file that is gone', async () => {
    rmSync(join(directory, 'tokenizer.json'));
    expect((await loadFailure({ directory, dtype: 'q8' })).detail).toContain('tokenizer.json');
  });

  it('blames the graph where the rest can be read', async () => {
    const { detail } = await loadFailure({ directory, dtype: 'q4' });
    expect(detail).toContain('onnx/model_q4.onnx');
    expect(detail).not.toContain(directory);
  });

  it('blames the device, too, where it is not the processor', async () => {
    const { detail } = await loadFailure({ directory, dtype: 'q4', device: 'cuda' });
    expect(detail).toBe(
      'The model could not be loaded: the device cuda cannot be used, or onnx/model_q4.onnx is damaged; cpu works everywhere.',
    );
  });
});
