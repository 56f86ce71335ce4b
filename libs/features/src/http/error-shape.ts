import type { Problem } from './problem.dto.js';

/** How problems are told on some routes, whose clients expect another shape than RFC 9457. */
export interface ErrorShape {
  isFor(path: string): boolean;
  contentType: string;
  body(problem: Problem): object;
}

/** The shape of everything else. */
const ownShape: ErrorShape = {
  isFor: () => true,
  contentType: 'application/problem+json',
  body: (problem) => problem,
};

/** How a problem is told on a path. */
export function shapeOn(path: string, shapes: readonly ErrorShape[]): ErrorShape {
  return shapes.find((shape) => shape.isFor(path)) ?? ownShape;
}
