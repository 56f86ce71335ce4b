import { type BatchStream, useBatchStream } from '@creative-muse/client/react';
import { createContext, type ReactNode, useContext } from 'react';

const ComparedBatchContext = createContext<BatchStream | undefined>(undefined);

/** Keeps a batch that compares its ideas while other pages are looked at: it ends where nobody reads it. */
export function ComparedBatchProvider({ children }: { children: ReactNode }) {
  return <ComparedBatchContext value={useBatchStream()}>{children}</ComparedBatchContext>;
}

export function useComparedBatch(): BatchStream {
  const batch = useContext(ComparedBatchContext);
  if (batch === undefined) throw new Error('useComparedBatch stands inside a ComparedBatchProvider.');
  return batch;
}
