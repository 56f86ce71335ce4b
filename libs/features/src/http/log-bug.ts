import { Logger } from '@nestjs/common';
import type { MuseError } from '@muse/core/errors/muse-error.js';

const logger = new Logger('Http');

/** Logs a failure that is nobody's fault but ours, with its cause; the client hears only that there was one. */
export function logBug({ code, cause }: MuseError): void {
  if (code === 'internal_error') logger.error(cause instanceof Error ? cause.stack : cause);
}
