import { existsSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { ConfigError } from '@muse/core/config/muse-config.js';
import type { CatalogEntry, ModelSource } from '@muse/core/models/catalog-entry.js';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { CatalogFileEntry } from './catalog-file-entry.js';

/**
 * Reads the models of a folder's `catalog.json`; none where there is no such file.
 * @param modelCacheDir where the models lie; the folder of the file, unless it is that of the repository
 * @throws ConfigError that says which entry is wrong and what is allowed.
 */
export function readCatalogFile(folder: string, modelCacheDir = folder): CatalogEntry[] {
  const file = join(folder, 'catalog.json');
  if (!existsSync(file)) return [];
  const written = parse(readFileSync(file, 'utf8'));
  const entries = written.map((entry, index) => toEntry(entry, index, resolve(modelCacheDir)));
  const twice = entries.find(({ key }, index) => entries.findIndex((other) => other.key === key) !== index);
  if (twice !== undefined) throw new ConfigError([`catalog.json has two entries with the key "${twice.key}".`]);
  return entries;
}

function parse(text: string): unknown[] {
  try {
    const written: unknown = JSON.parse(text);
    // The object is for editors: a list has no place for `$schema`.
    const models: unknown = isPlainObject(written) ? (written as { models?: unknown }).models : written;
    if (Array.isArray(models)) return models;
  } catch {
    // Falls through: a file that is no JSON is as wrong as one that holds no list.
  }
  throw new ConfigError(['catalog.json is not understood: allowed is a JSON array of models, or {"models": [...]}.']);
}

function toEntry(written: unknown, index: number, root: string): CatalogEntry {
  const entry = plainToInstance(CatalogFileEntry, isPlainObject(written) ? written : {});
  const problems = validateSync(entry, { whitelist: true, forbidNonWhitelisted: true });
  if (problems.length > 0) {
    const reasons = problems.flatMap(({ constraints }) => Object.values(constraints ?? {}));
    throw new ConfigError(reasons.map((reason) => `catalog.json, entry ${index + 1}: ${reason}.`));
  }
  const directory = resolve(root, entry.directory ?? entry.key);
  if (!directory.startsWith(root + sep)) {
    throw new ConfigError([`catalog.json, entry ${index + 1}: directory has to be a folder below MODEL_CACHE_DIR.`]);
  }
  return {
    key: entry.key,
    name: entry.name ?? entry.key,
    description: entry.description ?? '',
    directory,
    dtype: entry.dtype ?? 'auto',
    device: entry.device ?? 'cpu',
    languages: entry.languages,
    contextLength: entry.context_length,
    sizeGb: entry.size_gb,
    requiresToken: entry.requires_token ?? false,
    recommended: entry.recommended ?? false,
    promptTemplate: entry.prompt_template,
    verified: entry.verified ?? null,
    ...originOf(entry),
  };
}

/** Where the files come from, or why they cannot come. */
function originOf({ repository, revision, reason }: CatalogFileEntry): { source: ModelSource } | { reason: string } {
  if (typeof repository === 'string') return { source: { repository, revision: revision ?? 'main' } };
  return { reason: reason ?? 'Its entry in the catalog names no repository.' };
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
