import { PickType } from '@nestjs/swagger';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { IsPrompt } from '../generation/is-prompt.js';

/** A wish for a new idea from one that there is. Prompt, category and language are those of the old one. */
export class RefineRequest extends PickType(IdeaRequest, [
  'angle',
  'creativity_level',
  'model',
  'max_tokens',
  'temperature',
  'top_p',
  'top_k',
  'seed',
  'cache',
  'on_worker_loss',
] as const) {
  /** What shall be different, in your own words: 1 to 4000 characters (INPUT_MAX_LENGTH). */
  @IsPrompt('für ältere Menschen')
  instruction: string;
}
