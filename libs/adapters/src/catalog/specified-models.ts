import { join } from 'node:path';
import { languages } from '@muse/core/ideas/idea.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';

/** What the two versions of one Mistral model share. */
const mistral = {
  dtype: 'q4',
  languages,
  // The model reads 32768 tokens; a cache for all of them is more memory than ideas need.
  contextLength: 8192,
  sizeGb: 4.5,
  requiresToken: true,
  recommended: false,
  promptTemplate: 'mistral',
} as const;

/** What the sizes of DialoGPT share. */
const dialoGpt = {
  dtype: 'q8',
  languages: ['en'],
  contextLength: 1024,
  requiresToken: false,
  recommended: false,
  promptTemplate: 'dialogpt',
} as const;

const models: readonly Omit<CatalogEntry, 'directory'>[] = [
  {
    ...mistral,
    key: 'mistral-7b-instruct-v0.3',
    name: 'Mistral 7B Instruct v0.3',
    description: 'Instruction-tuned model with 7 billion parameters by Mistral AI.',
  },
  {
    ...mistral,
    key: 'mistral-7b-instruct-v0.2',
    name: 'Mistral 7B Instruct v0.2',
    description: 'The version before v0.3: 7 billion parameters, the same instructions.',
  },
  {
    ...dialoGpt,
    key: 'microsoft-dialoGPT-medium',
    name: 'DialoGPT Medium',
    description: 'English conversation model with 355 million parameters by Microsoft.',
    sizeGb: 0.4,
  },
  {
    ...dialoGpt,
    key: 'microsoft-dialoGPT-large',
    name: 'DialoGPT Large',
    description: 'English conversation model with 774 million parameters by Microsoft.',
    sizeGb: 0.8,
  },
];

/** The models that the specification names; each is there once its files are in its folder of MODEL_CACHE_DIR. */
export function specifiedModels(modelCacheDir: string): CatalogEntry[] {
  return models.map((model) => ({ ...model, directory: join(modelCacheDir, model.key) }));
}
