import type { Language } from '../ideas/idea.js';
import type { PromptTemplateName } from '../prompts/prompt-template.js';

/** Number formats of the weights, as transformers.js names them; each has its own file suffix. */
export const dtypes = ['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'q4f16', 'bnb4'] as const;
export type Dtype = (typeof dtypes)[number];

/** What an entry may ask for; `auto`: the best of those that there are. */
export const dtypeWishes = ['auto', ...dtypes] as const;
export type DtypeWish = (typeof dtypeWishes)[number];

/** What computes: passed on to transformers.js as it is. */
export const devices = ['cpu', 'cuda', 'webgpu', 'auto'] as const;
export type Device = (typeof devices)[number];

/** Where a model's files come from. */
export interface ModelSource {
  /** Owner and name on the hub. */
  repository: string;
  /** Branch, tag or commit. */
  revision: string;
}

/** A model that may be loaded. */
export interface CatalogEntry {
  /** What requests call it. */
  key: string;
  name: string;
  description: string;
  /** Folder in the layout of transformers.js: config.json, tokenizer.json, onnx/. Never leaves the process. */
  directory: string;
  dtype: DtypeWish;
  device: Device;
  languages: readonly Language[];
  /** Tokens of prompt and answer together. */
  contextLength: number;
  /** Size on disk in GB (10^9 bytes). */
  sizeGb: number;
  requiresToken: boolean;
  recommended: boolean;
  /** Left out: the model's own chat template, plain text where it has none. */
  promptTemplate?: PromptTemplateName;
  /** Left out where it cannot be downloaded; then `reason` says why. */
  source?: ModelSource;
  reason?: string;
  /** Day on which source and dtype were looked up; null where nobody could confirm them. */
  verified: string | null;
}
