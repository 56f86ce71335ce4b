import type { LogLevel } from '@nestjs/common';
import type { MuseConfig } from '@muse/core/config/muse-config.js';

/** All levels from the least important one on. */
export function levelsFrom(least: MuseConfig['LOG_LEVEL']): LogLevel[] {
  const levels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];
  return levels.slice(0, levels.indexOf(least) + 1);
}
