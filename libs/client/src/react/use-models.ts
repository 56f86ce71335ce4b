import { useCallback, useState } from 'react';
import type { FollowOptions } from '../follow.js';
import type { Model, ModelEvent } from '../types.js';
import { type Failure, toFailure } from './idea-stream-state.js';
import { useLive } from './use-live.js';
import { useMuse } from './muse-context.js';

export interface LiveModels {
  /** Undefined until the service has answered. */
  models?: readonly Model[];
  failure?: Failure;
  /** Whether the connection is lost and is being tried again. */
  isLost: boolean;
  /** Asks again; what happens to the models is told without. */
  refresh: () => Promise<void>;
}

/** The models as they are, live. */
export function useModels(): LiveModels {
  const muse = useMuse();
  const [models, setModels] = useState<readonly Model[]>();
  const [failure, setFailure] = useState<Failure>();
  const [isLost, setLost] = useState(false);

  const refresh = useCallback(async () => {
    try {
      setModels(await muse.models.list());
      setFailure(undefined);
    } catch (error) {
      setFailure(toFailure(error));
    }
  }, [muse]);
  const open = useCallback((options: FollowOptions) => muse.models.watch(options), [muse]);
  const onEvent = (event: ModelEvent): void => {
    if (event.type === 'progress') setModels((before) => before?.map((model) => withProgress(model, event)));
    else void refresh();
  };
  useLive(open, { onEvent, onLost: setLost, onError: (error) => setFailure(toFailure(error)) });
  return { models, failure, isLost, refresh };
}

function withProgress(model: Model, event: Extract<ModelEvent, { type: 'progress' }>): Model {
  if (model.key !== event.model) return model;
  const { bytes, total_bytes, bytes_per_second, seconds_left } = event;
  return { ...model, progress: { bytes, total_bytes, bytes_per_second, seconds_left } };
}
