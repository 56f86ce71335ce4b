import type { MuseError } from '../errors/muse-error.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import type { BatchItem } from './batch-plan.js';

/** What happens in a batch: an item's generation goes on, or ends in a failure that is its own. */
export type BatchEvent = { item: BatchItem; event: IdeaEvent } | { item: BatchItem; failure: MuseError };
