// `npm start`: builds when the sources have changed, then becomes the service. The API runs in this very process, so signals
// reach it and its exit code is ours, with nothing to forward.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BuildFailed, ensureBuilt, markInUse } from './build.mjs';

process.setSourceMapsEnabled(true);

const build = await ensureBuilt().catch((error) => {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(error.message);
  process.exit(1);
});
await markInUse(build);
await import(pathToFileURL(join(build, 'apps/api/src/main.js')).href);
