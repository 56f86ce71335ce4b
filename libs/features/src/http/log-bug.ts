import { Logger } from '@nestjs/common';
import type { ErrorCode, MuseError } from '@muse/core/errors/muse-error.js';

const logger = new Logger('Http');

/** Failures that only the log explains: bugs, and a database that does not work. */
const logged: readonly ErrorCode[] = ['internal_error', 'storage_failed'];

/**
 * Logs a failure that is nobody's fault but ours, with its cause and the id of its request; the client hears only the id and that
 * there was one.
 */
export function logBug({ code, cause }: MuseError, requestId: string | undefined): void {
  if (!logged.includes(code)) return;
  logger.error(`Request ${requestId ?? 'without an id'}: ${String(cause instanceof Error ? cause.stack : cause)}`);
}
