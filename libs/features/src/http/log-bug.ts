import { Logger } from '@nestjs/common';
import type { MuseError } from '@muse/core/errors/muse-error.js';

const logger = new Logger('Http');

/**
 * Logs a failure that is nobody's fault but ours, with its cause and the id of its request; the client hears only the id and that
 * there was one.
 */
export function logBug({ code, cause }: MuseError, requestId: string | undefined): void {
  if (code !== 'internal_error') return;
  logger.error(`Request ${requestId ?? 'without an id'}: ${String(cause instanceof Error ? cause.stack : cause)}`);
}
