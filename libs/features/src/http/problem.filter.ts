import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { type ErrorCode, MuseError } from '@muse/core/errors/muse-error.js';
import type { Request, Response } from 'express';
import { type ErrorShape, shapeOn } from './error-shape.js';
import { logBug } from './log-bug.js';
import { toProblem } from './problem.dto.js';
import { requestIdOf } from './request-id.js';

/** Answers every failure as a problem document, or in the shape of its route; what is a bug is logged with its cause and shown without. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly shapes: readonly ErrorShape[] = []) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const error = toMuseError(thrown);
    const id = requestIdOf(response);
    const problem = toProblem(error, id);
    logBug(error, id);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error.retryAfter !== undefined) response.setHeader('Retry-After', String(error.retryAfter));
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="creative-muse"');
    const shape = shapeOn(host.switchToHttp().getRequest<Request>().path, this.shapes);
    response
      .status(problem.status)
      .type(shape.contentType)
      .send(JSON.stringify(shape.body(problem)));
  }
}

/** What Nest, the body parser and the server of files throw, in our words. */
const codeOfStatus: ReadonlyMap<unknown, ErrorCode> = new Map([
  [400, 'validation_failed'],
  [404, 'not_found'],
  // The files of the explorer: a condition (If-Match) that they do not meet, a range that they do not have.
  [412, 'validation_failed'],
  [416, 'validation_failed'],
  [413, 'payload_too_large'],
  [415, 'unsupported_media_type'],
]);

const detailOfCode: Partial<Record<ErrorCode, string>> = {
  invalid_json: 'The body has to be a JSON object.',
  not_found: 'There is no such endpoint. GET /docs shows all that exist.',
  payload_too_large: 'The body may have 1 MB at most, that of /batches 64 MB.',
  unsupported_media_type: 'The body has to be sent as application/json, in UTF-8.',
  validation_failed: 'The request is not understood.',
};

function toMuseError(thrown: unknown): MuseError {
  if (thrown instanceof MuseError) return thrown;
  // The body parser puts `type` on its errors, and Nest puts those into the `cause` of its own.
  const { status, cause } = Object(thrown) as { status?: unknown; cause?: unknown };
  const { type } = Object(cause ?? thrown) as { type?: unknown };
  const known = codeOfStatus.get(thrown instanceof HttpException ? thrown.getStatus() : status);
  const code = type === 'entity.parse.failed' ? 'invalid_json' : known;
  return code === undefined ? MuseError.from(thrown) : new MuseError(code, detailOfCode[code] ?? '', { cause: thrown });
}
