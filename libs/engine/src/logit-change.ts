/**
 * Something that changes a few logits of one sequence before a token is chosen: a bias, a penalty. It works in place and
 * takes itself back, so that whoever reads the row afterwards finds what the model wrote. Made once for each sequence, with
 * all the memory that it will need.
 */
export interface LogitChange {
  /** Changes the row that begins at logits[offset]. */
  apply(logits: Float32Array, offset: number): void;
  /** Puts back what the last `apply` changed; several changes are taken back in reverse order. */
  restore(logits: Float32Array, offset: number): void;
  /** Takes the token that was chosen. */
  push(tokenId: number): void;
}
