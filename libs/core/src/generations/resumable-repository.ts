import type { Owned } from './event-log.js';

/** A generation that may be resumed. */
export interface Resumable extends Owned {
  /** The id of its idea. */
  id: string;
  startedAt: Date;
}

/**
 * Which generations may be resumed, and by whom, over a restart of the service: the ideas that they became are in the
 * IdeaRepository, and one without an idea was interrupted. Every adapter passes `test/conformance/resumable-repository.ts`.
 */
export abstract class ResumableRepository {
  /** Resolves once it survives a crash of the process. */
  abstract add(resumable: Resumable): Promise<void>;

  abstract find(id: string): Promise<Resumable | undefined>;

  /** Does nothing where there is none. */
  abstract remove(id: string): Promise<void>;

  /** Removes those that were started before this time. */
  abstract removeBefore(time: Date): Promise<void>;
}
