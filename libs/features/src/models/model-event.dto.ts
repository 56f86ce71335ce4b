import type { ModelStatus } from '@muse/core/models/managed-model.js';
import type { EventClasses } from '../http/api-events.js';
import { type ModelErrorDto, DownloadProgressDto } from './model.dto.js';

/** A model does something else now. */
export class ModelStatusEvent {
  type: 'status';
  model: string;
  status: ModelStatus | 'downloading';
  /** Why it is in `error`. */
  error?: ModelErrorDto;
}

/** How far the download of a model is. */
export class ModelProgressEvent extends DownloadProgressDto {
  type: 'progress';
  model: string;
}

/** What changed at one model. */
export type ModelEvent = ModelStatusEvent | ModelProgressEvent;

export const modelEvents: EventClasses = { status: ModelStatusEvent, progress: ModelProgressEvent };
