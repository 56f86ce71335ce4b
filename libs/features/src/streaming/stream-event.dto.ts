import type { ErrorCode } from '@muse/core/errors/muse-error.js';
import type { IdeaDto } from '../generation/idea.dto.js';

/** One event of a stream, as it stands behind `data:`. */
export type StreamEvent =
  | { type: 'queued'; idea_id: string; position: number; progress: 0 }
  | { type: 'start'; idea_id: string; progress: 0; model_used: string }
  | { type: 'chunk'; content: string; idea_id: string; progress: number }
  | { type: 'complete'; idea_id: string; progress: 1; idea: IdeaDto }
  | { type: 'error'; idea_id: string; error: string; code: ErrorCode };
