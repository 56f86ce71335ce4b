import { type EnsembleStrategyName, ensembleStrategies } from '@muse/core/ensembles/ensemble.js';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsString, Length } from 'class-validator';
import { Integer, Optional } from '../http/fields.js';

const each = { each: true };

/** A wish for several candidates, of which the best becomes the idea. */
export class EnsembleRequest {
  /**
   * Keys of the models that write, 1 to 8, as GET /models shows them; without any, the model of the request. Not together with `model`
   * or, in a batch, `models`.
   */
  @Optional()
  @ArrayUnique({ message: '$property must not name a model twice' })
  @Length(1, 64, each)
  @IsString(each)
  @ArrayMaxSize(8)
  @ArrayMinSize(1)
  @IsArray()
  models?: string[];

  /** How many candidates, 8 in all at most (ENSEMBLE_MAX_CANDIDATES); with `best_of`, so many of each model. */
  @Integer({ min: 1, max: 32, example: 4 })
  candidates: number;

  /**
   * `best_of`: every model writes so many candidates, and the best becomes the idea. `round_robin`: so many in all, the models
   * take turns. `fusion`: the same, and then the first of the models that follows instructions writes one idea from them.
   */
  @Optional()
  @IsIn(ensembleStrategies)
  strategy: EnsembleStrategyName = 'round_robin';
}
