import type { Problem } from './problem.dto.js';

/** How problems are told on some routes, whose clients expect another shape than RFC 9457. */
export interface ErrorShape {
  isFor(path: string): boolean;
  contentType: string;
  body(problem: Problem): object;
}
