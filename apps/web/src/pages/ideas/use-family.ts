import type { Idea, IdeaTree } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { useEffect, useState } from 'react';

/** The family of an idea, as far as it is read. */
export interface Family {
  tree?: IdeaTree;
  failure?: Failure;
  /** Looks at a relative instead. */
  show: (idea: Idea) => void;
}

/** Reads where an idea comes from and what was made of it. @param first the idea to begin with */
export function useFamily(first: Idea): Family {
  const muse = useMuse();
  const [id, setId] = useState(first.id);
  const [read, setRead] = useState<Pick<Family, 'tree' | 'failure'>>({});
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    muse.ideas.tree(id, { signal }).then(
      (tree) => setRead({ tree }),
      (error: unknown) => {
        if (!signal.aborted) setRead((before) => ({ ...before, failure: toFailure(error) }));
      },
    );
    return () => controller.abort();
  }, [muse, id]);
  return { ...read, show: (idea) => setId(idea.id) };
}
