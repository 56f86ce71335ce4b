import type { Language } from '@muse/core/ideas/idea.js';
import type { Device, Dtype } from '@muse/core/models/catalog-entry.js';
import type { ModelStatus } from '@muse/core/models/managed-model.js';
import type { ModelState } from '@muse/core/models/model-registry.js';

/** A model that may be loaded, and what it does now. */
export class ModelDto {
  /**
   * What requests call it.
   * @example muse-mini
   */
  key: string;
  name: string;
  description: string;
  /** Size on disk in GB. */
  size_gb: number;
  requires_token: boolean;
  recommended: boolean;
  /** Whether its files are on this machine. */
  available: boolean;
  loaded: boolean;
  status: ModelStatus;
  /** Whether requests that name no model go here. */
  current: boolean;
  /** Its place among the models that wait to be preloaded; null where it does not wait. */
  preload_priority: number | null;
  languages: Language[];
  /** Tokens of prompt and answer together. */
  context_length: number;
  dtype: Dtype;
  /** @example cpu */
  device: Device;
  /** Why it cannot be downloaded; left out where it can be, or is there. */
  reason?: string;
}

export function toModelDto({ entry, available, status, current }: ModelState, preloadPriority: number | null): ModelDto {
  return {
    key: entry.key,
    name: entry.name,
    description: entry.description,
    size_gb: entry.sizeGb,
    requires_token: entry.requiresToken,
    recommended: entry.recommended,
    available,
    loaded: status === 'loaded',
    status,
    current,
    preload_priority: preloadPriority,
    languages: [...entry.languages],
    context_length: entry.contextLength,
    dtype: entry.dtype,
    device: entry.device,
    ...(available || entry.reason === undefined ? {} : { reason: entry.reason }),
  };
}
