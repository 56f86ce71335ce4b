import { pipeline } from '@huggingface/transformers';
import { devices } from '@muse/core/models/catalog-entry.js';
import type { RunnerSettings } from '@muse/core/models/runner-messages.js';
import { loadLanguageModel } from './load-language-model.js';

jest.mock('@huggingface/transformers', () => ({ env: {}, pipeline: jest.fn() }));

const settings: RunnerSettings = {
  directory: '/models/tiny',
  dtype: 'q4',
  contextLength: 64,
  threads: 3,
  maxBatchSize: 4,
  prefillChunk: 8,
  prefixCacheBytes: 0,
  speculate: false,
};

/** What transformers.js is asked for; it answers that the device does not work. */
async function optionsFor(changes: Partial<RunnerSettings>): Promise<unknown> {
  jest.mocked(pipeline).mockReset().mockRejectedValue(new Error('Unsupported device.'));
  await expect(loadLanguageModel({ ...settings, ...changes })).rejects.toThrow('Unsupported device.');
  return jest.mocked(pipeline).mock.calls;
}

describe('loadLanguageModel', () => {
  it.each(devices)('hands the device %s to transformers.js, and fails with what that says', async (device) => {
    const options = expect.objectContaining({ device, dtype: 'q4', local_files_only: true }) as unknown;
    expect(await optionsFor({ device })).toEqual([['text-generation', 'tiny', options]]);
  });

  it('takes the processor where no device is named', async () => {
    const options = expect.objectContaining({ device: 'cpu' }) as unknown;
    expect(await optionsFor({})).toEqual([['text-generation', 'tiny', options]]);
  });
});
