import { join } from 'node:path';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';

/** The model that is part of the repository; it is found whatever MODEL_CACHE_DIR says. */
export function museMini(projectRoot: string): CatalogEntry {
  return {
    key: 'muse-mini',
    name: 'Muse Mini',
    description: 'The embedded model: small and quick, trained on a synthetic grammar of ideas in five languages.',
    directory: join(projectRoot, 'models', 'muse-mini'),
    dtype: 'q8',
    device: 'cpu',
    languages: ['de', 'en', 'it', 'fr', 'es'],
    contextLength: 1024,
    sizeGb: 0.007,
    requiresToken: false,
    recommended: true,
    promptTemplate: 'muse-mini',
    reason: 'It is part of the repository.',
    verified: null,
  };
}
