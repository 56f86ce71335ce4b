import type { CreativeMuse } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { useState } from 'react';
import type { ModelAction } from './model-actions.js';

interface Acting {
  act: (action: ModelAction) => void;
  /** What is asked for and not yet answered. */
  pending?: ModelAction;
  failure?: Failure;
}

/**
 * Does things with a model.
 * @param onDone hears of the end: which model is current is told by no event
 */
export function useModelAction(key: string, onDone: () => void): Acting {
  const muse = useMuse();
  const [pending, setPending] = useState<ModelAction>();
  const [failure, setFailure] = useState<Failure>();
  const act = (action: ModelAction): void => {
    setPending(action);
    setFailure(undefined);
    ask(muse, key, action)
      .then(setFailure, (error: unknown) => setFailure(toFailure(error)))
      .finally(() => {
        setPending(undefined);
        onDone();
      });
  };
  return { act, pending, failure };
}

/** Resolves with what failed, where the service says so without refusing. */
async function ask({ models }: CreativeMuse, key: string, action: ModelAction): Promise<Failure | undefined> {
  switch (action) {
    case 'load': {
      const { results } = await models.preload({ model_keys: [key], priority: 'high' });
      const error = results.find(({ success }) => !success)?.error;
      return error === undefined ? undefined : { code: 'model_load_failed', message: error };
    }
    case 'switch':
      await models.switchTo(key);
      return undefined;
    case 'unload':
      await models.unload(key);
      return undefined;
    case 'download':
      await models.download(key);
      return undefined;
    case 'cancel':
      await models.cancelDownload(key);
      return undefined;
  }
}
