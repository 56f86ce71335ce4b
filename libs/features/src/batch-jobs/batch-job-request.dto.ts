import { ApiProperty, IntersectionType, PickType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, Length } from 'class-validator';
import { BatchRequest } from '../batch/batch-request.dto.js';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { Integer, Optional } from '../http/fields.js';

const each = { each: true };

/** A wish for every prompt on every model, that survives a restart of the service. */
export class BatchJobRequest extends IntersectionType(
  PickType(IdeaRequest, [
    'category',
    'creativity_level',
    'language',
    'angle',
    'ensemble',
    'max_tokens',
    'temperature',
    'top_p',
    'top_k',
    'cache',
    'on_worker_loss',
  ] as const),
  PickType(BatchRequest, ['prompts', 'parallel'] as const),
) {
  /** Keys of models; without any, the current model. Prompts times models times n are 10,000 at most (BATCH_MAX_ITEMS). */
  @Optional()
  @ApiProperty({ example: ['muse-mini'] })
  @ArrayUnique({ message: 'models must not name a model twice' })
  @Length(1, 64, each)
  @IsString(each)
  @ArrayMaxSize(100)
  @ArrayMinSize(1)
  @IsArray()
  models?: string[];

  /**
   * Ideas for each prompt on each model; without it, one. Without `angle` they take the angles of GET /api/v1/angles in turn, the
   * first none.
   */
  @Optional()
  @Integer({ min: 1, max: 10_000, example: 5 })
  n?: number;
}
