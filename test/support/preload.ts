import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Environment that loads a module of `preload/` into a service and its runners before anything else. */
export function preloaded(name: 'hold' | 'clock' | 'collect' | 'outside'): { NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--import=${pathToFileURL(join(__dirname, 'preload', `${name}.mjs`)).href}` };
}
