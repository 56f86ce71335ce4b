import { IsInt, Max, Min } from 'class-validator';

/** What somebody thinks of an idea. */
export class RatingRequest {
  /**
   * 1 (poor) to 5 (great).
   * @example 4
   */
  @Max(5)
  @Min(1)
  @IsInt()
  rating: number;
}
