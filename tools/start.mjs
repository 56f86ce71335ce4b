// `npm start`, `npm run worker`: builds when the sources have changed, then becomes the service, or a worker. It runs in this very
// process, so signals reach it and its exit code is ours, with nothing to forward.
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
const app = process.argv[2] === 'worker' ? 'worker' : 'api';
await import(pathToFileURL(join(build, `apps/${app}/src/main.js`)).href);
