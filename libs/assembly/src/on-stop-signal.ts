import { Logger } from '@nestjs/common';

/**
 * Ends this process in an orderly way on SIGTERM or Ctrl-C, with exit code 0; a second signal, or a failure, ends it at once, with 1.
 * @param stop resolves when nothing is left to end
 */
export function onStopSignal(stop: (signal: string, logger: Logger) => Promise<void>): void {
  const logger = new Logger('Shutdown');
  let stopping = false;
  const end = async (signal: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    await stop(signal, logger);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      end(signal).catch((error: unknown) => {
        logger.error(error);
        process.exit(1);
      });
    });
  }
}
