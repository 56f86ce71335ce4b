import type { Model } from '@creative-muse/client';

/** What can be done with a model; the first is what is most likely wished. */
export type ModelAction = 'switch' | 'load' | 'unload' | 'download' | 'cancel';

type Situation = Pick<Model, 'status' | 'available' | 'current' | 'reason'>;

export function actionsOf({ status, available, current, reason }: Situation): ModelAction[] {
  switch (status) {
    case 'downloading':
      return ['cancel'];
    case 'loading':
    case 'unloading':
      return [];
    case 'loaded':
      return current ? ['unload'] : ['switch', 'unload'];
    case 'not_loaded':
    case 'error':
      if (available) return current ? ['load'] : ['switch', 'load'];
      return reason === undefined ? ['download'] : [];
  }
}
