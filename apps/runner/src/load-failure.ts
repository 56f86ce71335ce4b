import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerFailure, RunnerSettings } from '@muse/core/models/runner-messages.js';
import { graphFile, requiredFiles } from '@muse/core/models/model-files.js';

/**
 * Why a model cannot be loaded, as far as its files tell: the first that is no JSON, or else the graph. On a device other than the
 * processor, the device is as likely to blame.
 */
export async function loadFailure({
  directory,
  dtype,
  device = 'cpu',
}: Pick<RunnerSettings, 'directory' | 'dtype' | 'device'>): Promise<RunnerFailure> {
  for (const file of requiredFiles(dtype).filter((name) => name.endsWith('.json'))) {
    if (!(await isJson(join(directory, file)))) return failed(`${file} is damaged: it is not JSON.`);
  }
  const graph = graphFile(dtype);
  if (device !== 'cpu') {
    return failed(`the device ${device} cannot be used, or ${graph} is damaged; cpu works everywhere.`);
  }
  return failed(`${graph} is damaged, or needs what this machine or its ONNX Runtime does not have.`);
}

function failed(detail: string): RunnerFailure {
  return { code: 'model_load_failed', detail: `The model could not be loaded: ${detail}` };
}

async function isJson(path: string): Promise<boolean> {
  try {
    JSON.parse(await readFile(path, 'utf8'));
    return true;
  } catch {
    return false;
  }
}
