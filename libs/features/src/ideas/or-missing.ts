import { MuseError } from '@muse/core/errors/muse-error.js';
import type { Idea } from '@muse/core/ideas/idea.js';

/** @throws MuseError `idea_not_found` where there is none. */
export function orMissing(id: string, idea: Idea | undefined): Idea {
  if (idea === undefined) throw missing(id);
  return idea;
}

export function missing(id: string): MuseError {
  return new MuseError('idea_not_found', `There is no idea "${id.slice(0, 64)}".`);
}
