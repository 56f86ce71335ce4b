import { Type } from 'class-transformer';
import { Integer, Optional } from '../http/fields.js';

/** Which items of a batch to answer. */
export class BatchItemsQuery {
  /** The first item. */
  @Optional()
  @Integer({ min: 0, max: 1_000_000, example: 0 })
  @Type(() => Number)
  offset: number = 0;

  /** Items to answer at most. */
  @Optional()
  @Integer({ min: 0, max: 10_000, example: 100 })
  @Type(() => Number)
  limit: number = 10_000;
}

/** Which batches to answer. */
export class BatchJobsQuery {
  /** Batches to answer at most, the newest first. */
  @Optional()
  @Integer({ min: 1, max: 100, example: 20 })
  @Type(() => Number)
  limit: number = 20;
}
