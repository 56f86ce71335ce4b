import type { Idea } from '@creative-muse/client';
import { useState } from 'react';

/** The ideas that somebody wants to compare: two at most. */
export interface Picked {
  ideas: readonly Idea[];
  isPicked: (id: string) => boolean;
  /** Picks an idea or leaves it; a third one takes the place of the second. */
  toggle: (id: string) => void;
  clear: () => void;
}

/** @param known the ideas that are there: one that is gone is picked no more */
export function usePicked(known: readonly Idea[]): Picked {
  const [ids, setIds] = useState<readonly string[]>([]);
  return {
    ideas: ids.flatMap((id) => known.find((idea) => idea.id === id) ?? []),
    isPicked: (id) => ids.includes(id),
    toggle: (id) => setIds((before) => togglePick(before, id)),
    clear: () => setIds([]),
  };
}

function togglePick(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids.slice(0, 1), id];
}
