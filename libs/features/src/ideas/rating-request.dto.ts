import { Integer } from '../http/fields.js';

/** What somebody thinks of an idea. */
export class RatingRequest {
  /** 1 (poor) to 5 (great). */
  @Integer({ min: 1, max: 5, example: 4 })
  rating: number;
}
