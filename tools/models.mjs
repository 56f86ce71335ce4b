// `npm run models -- list | pull KEY | rm KEY | check KEY`: builds when the sources have changed, then does it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BuildFailed, ensureBuilt, markInUse } from './build.mjs';

const build = await ensureBuilt().catch((error) => {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(error.message);
  process.exit(1);
});
await markInUse(build);
await import(pathToFileURL(join(build, 'apps/models/src/main.js')).href);
