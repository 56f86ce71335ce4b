import type { Idea } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { useState } from 'react';

/** An idea's rating, shown at once and taken back where the service does not keep it. */
export function useRating({ id, rating: first }: Idea): {
  rating: number | null;
  rate: (rating: number) => void;
  failure?: Failure;
} {
  const muse = useMuse();
  const [rating, setRating] = useState(first);
  const [failure, setFailure] = useState<Failure>();
  const rate = (next: number): void => {
    setFailure(undefined);
    setRating(next);
    muse.ideas.rate(id, next).catch((error: unknown) => {
      setRating(rating);
      setFailure(toFailure(error));
    });
  };
  return { rating, rate, failure };
}
