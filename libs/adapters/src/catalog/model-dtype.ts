import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogEntry, Dtype } from '@muse/core/models/catalog-entry.js';
import { chooseDtype } from '@muse/core/models/choose-dtype.js';
import { graphsAmong, requiredFiles } from '@muse/core/models/model-files.js';

/**
 * The number format in which a model is run: the one that its entry names, or the best of those whose files are in its folder;
 * undefined where none is. @param memoryGb that the models may take together
 */
export function dtypeOf({ dtype, directory, device }: CatalogEntry, memoryGb: number): Dtype | undefined {
  return dtype === 'auto' ? chooseDtype(graphsAmong(filesOf(directory)), device, memoryGb) : dtype;
}

/** Whether all files that a model needs are on this machine. */
export function isInstalled(entry: CatalogEntry): boolean {
  // Whatever the memory is: what is chosen for less of it is one of the files that are there.
  const dtype = dtypeOf(entry, Infinity);
  return dtype !== undefined && requiredFiles(dtype).every((file) => existsSync(join(entry.directory, file)));
}

function filesOf(directory: string): { path: string; size: number }[] {
  const folder = join(directory, 'onnx');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => ({ path: `onnx/${name}`, size: statSync(join(folder, name)).size }));
}
