import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { requestIdOf } from './request-id.js';

const logger = new Logger('Http');

/** One debug line for each request when its response has ended. The query is left out: it may hold a prompt or a key. */
export function requestLog(request: Request, response: Response, next: NextFunction): void {
  const startedAt = performance.now();
  response.on('close', () => {
    const milliseconds = (performance.now() - startedAt).toFixed(1);
    const ending = response.writableFinished ? '' : ' (client left)';
    logger.debug(
      `${request.method} ${request.path} ${response.statusCode} ${milliseconds} ms${ending} ${requestIdOf(response)}`,
    );
  });
  next();
}
