import { MuseError } from '../errors/muse-error.js';

/** There is no such stream, it has expired, or it is somebody else's: which of these, nobody is told. */
export function streamNotFound(id: string): MuseError {
  return new MuseError('stream_not_found', `There is no stream "${id.slice(0, 64)}", or it has expired.`);
}
