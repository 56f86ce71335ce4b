/** The service cannot start, for a reason outside of it: `message` is one line that says which, and holds no secret. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
