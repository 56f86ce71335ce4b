import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';

/** A model that may be asked. */
export class ListedModel {
  /**
   * What requests call it.
   * @example muse-mini
   */
  id: string;
  /** @example model */
  object: string;
  /** Since when this service offers it: seconds since 1970. */
  created: number;
  /** Who published it on the hub. */
  owned_by: string;
}

/** All of them. */
export class ModelList {
  /** @example list */
  object: string;
  data: ListedModel[];
}

/** @param since seconds since 1970 */
export function toListedModel({ key, source }: CatalogEntry, since: number): ListedModel {
  const owner = source?.repository.split('/')[0] ?? 'creative-muse';
  return { id: key, object: 'model', created: since, owned_by: owner };
}
