import { MuseError } from '@muse/core/errors/muse-error.js';
import type { NextFunction, Request, Response } from 'express';

/** Refuses bodies that are not JSON. A web page can send other types to a local service without asking; this it cannot. */
export function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasBody && request.is('application/json') === false) {
    throw new MuseError('unsupported_media_type', 'The body has to be sent as application/json.');
  }
  next();
}
