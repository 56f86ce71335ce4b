import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Json } from './json.js';
import type { Service } from './service.js';
import { eventually } from './wait.js';

/** An entry of catalog.json; `installed` says whether its files are there. */
export interface AddedModel {
  key: string;
  installed?: boolean;
  [field: string]: unknown;
}

const museMini = resolve(__dirname, '../../models/muse-mini');
const folders = new Set<string>();

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
});

/** A folder that the tests of this file may fill; removed when they have ended. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muse-models-'));
  folders.add(folder);
  return folder;
}

/** Makes a MODEL_CACHE_DIR whose models are muse-mini under other keys: only one model is part of the repository. */
export function modelFolder(models: readonly AddedModel[], folder = newFolder()): string {
  const entries = models.map(({ installed: _, ...entry }) => ({
    dtype: 'q8',
    languages: ['de', 'en', 'it', 'fr', 'es'],
    context_length: 1024,
    size_gb: 0.007,
    prompt_template: 'muse-mini',
    ...entry,
  }));
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(entries));
  for (const { key, installed = true } of models) if (installed) symlinkSync(museMini, join(folder, key));
  return folder;
}

/** Puts files of its own in the place of a model, whole ones. */
export function copyModel(folder: string, key: string): void {
  rmSync(join(folder, key), { recursive: true });
  cpSync(museMini, join(folder, key), { recursive: true });
}

/** Puts files of its own in the place of a model's link, with a graph that cannot be loaded. */
export function breakModel(folder: string, key: string): void {
  copyModel(folder, key);
  writeFileSync(join(folder, key, 'onnx', 'model_quantized.onnx'), 'no graph');
}

/** What GET /models says about a model. */
export async function modelOf(service: Service, key: string): Promise<Json> {
  const { body } = await service.get('/api/v1/models');
  return body.find((model: Json) => model.key === key);
}

/** Resolves when a model has this status. */
export async function untilStatus(service: Service, key: string, status: string): Promise<void> {
  const ask = async (): Promise<true | undefined> =>
    (await modelOf(service, key)).status === status ? true : undefined;
  await eventually(ask, `${key} to be ${status}`);
}

/** What GET /models/usage-stats answers. */
export async function usageOf(service: Service): Promise<Json> {
  const { status, body } = await service.get('/api/v1/models/usage-stats');
  expect(status).toBe(200);
  return body;
}
