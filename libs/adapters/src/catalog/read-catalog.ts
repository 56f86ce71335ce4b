import { join, resolve } from 'node:path';
import { ConfigError, type MuseConfig } from '@muse/core/config/muse-config.js';
import { Catalog } from '@muse/core/models/catalog.js';
import { readCatalogFile } from './catalog-file.js';
import { museMini } from './muse-mini.js';

/**
 * The models that may be loaded. The last entry with a key counts: MODEL_CACHE_DIR's catalog.json over the repository's, the
 * embedded model over everything. By default both files are one.
 * @throws ConfigError where an entry is wrong, or DEFAULT_MODEL is none of them.
 */
export function readCatalog(
  projectRoot: string,
  config: Pick<MuseConfig, 'MODEL_CACHE_DIR' | 'DEFAULT_MODEL'>,
): Catalog {
  const embedded = museMini(projectRoot);
  const modelCacheDir = resolve(config.MODEL_CACHE_DIR);
  const shipped = join(projectRoot, 'models');
  const others = readCatalogFile(shipped, modelCacheDir);
  if (shipped !== modelCacheDir) others.push(...readCatalogFile(modelCacheDir));
  const catalog = new Catalog([embedded, ...others, embedded]);
  if (catalog.has(config.DEFAULT_MODEL)) return catalog;
  throw new ConfigError([`DEFAULT_MODEL is "${config.DEFAULT_MODEL}": allowed is one of ${catalog.keys.join(', ')}.`]);
}
