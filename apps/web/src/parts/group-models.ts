import type { Model } from '@creative-muse/client';

/** The models by how soon they can answer. */
export interface ModelGroups {
  loaded: Model[];
  available: Model[];
  elsewhere: Model[];
}

export function groupModels(models: readonly Model[]): ModelGroups {
  const isThere = ({ loaded, available }: Model): boolean => loaded || available;
  return {
    loaded: models.filter(({ loaded }) => loaded),
    available: models.filter(({ loaded, available }) => !loaded && available),
    elsewhere: models.filter((model) => !isThere(model)),
  };
}
