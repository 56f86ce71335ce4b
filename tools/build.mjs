// Builds the service when its sources have changed.
//
//   .build/<stamp>/   one finished build; the stamp is a hash of everything that went into it
//   dist              a link to the current one
//
// A build is compiled in a folder of its own and renamed into place, and the link is replaced in one step: nobody ever sees
// half a build. A running service has loaded its files through the real path, so the folder it forks its runners from
// stays as it was while newer builds come.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const builds = join(root, '.build');
const link = join(root, 'dist');

const folders = ['apps', 'libs'];
const files = ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'tools/build.mjs'];
const kept = 5;
/** A build's folder carries a file of this name per process that runs from it, with the process id at its end. */
const inUse = '.in-use-by-';

/** Returns the folder of an up-to-date build, after making it where there is none. */
export async function ensureBuilt() {
  for (;;) {
    const before = await stampOfSources();
    const folder = join(builds, before);
    if (!existsSync(folder)) await compileInto(folder);
    // Whoever saved a file meanwhile gets a build of what is there now; this one may hold a little of both.
    if ((await stampOfSources()) !== before) {
      await discard(folder);
      continue;
    }
    await pointTo(folder);
    await removeOld(folder);
    return folder;
  }
}

/** Keeps a build from being cleared away while this process lives. */
export async function markInUse(folder) {
  await writeFile(join(folder, inUse + process.pid), '');
}

async function stampOfSources() {
  const hash = createHash('sha256');
  for (const file of [...(await sourcesIn(folders)), ...files].sort()) {
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

async function sourcesIn(places) {
  const found = [];
  for (const place of places) {
    const entries = await readdir(join(root, place), { recursive: true });
    found.push(...entries.map((entry) => join(place, entry)).filter(isSource));
  }
  return found;
}

// Specs do not reach the product.
function isSource(file) {
  return /\.(tsx?|json|css|html|svg)$/.test(file) && !/node_modules|\.spec\.tsx?$/.test(file);
}

async function compileInto(folder) {
  const fresh = join(builds, `fresh-${process.pid}`);
  const config = `${fresh}.tsconfig.json`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(builds, { recursive: true });
  await writeFile(config, JSON.stringify({ extends: '../tsconfig.build.json', compilerOptions: { outDir: fresh } }));
  try {
    const started = Date.now();
    await Promise.all([nestBuild(config), webBuild(join(fresh, 'apps/web'))]);
    console.error(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    // Two processes may have built the same sources side by side: the first one's build stands.
    await rename(fresh, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(config, { force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Nest's CLI rather than tsc: it rewrites our import aliases and runs the OpenAPI plugin. */
function nestBuild(config) {
  return runTool('@nestjs/cli/bin/nest.js', ['build', 'api', '--path', relative(root, config)]);
}

/** The page that `apps/api` serves. */
function webBuild(folder) {
  const options = ['--config', 'apps/web/vite.config.ts', '--outDir', folder, '--logLevel', 'warn'];
  return runTool('vite/bin/vite.js', ['build', ...options]);
}

async function runTool(program, options) {
  const file = join(root, 'node_modules', program);
  const child = spawn(process.execPath, [file, ...options], { cwd: root, stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new BuildFailed('The build failed: see the messages above.');
}

export class BuildFailed extends Error {}

async function pointTo(folder) {
  const next = join(builds, `link-${process.pid}`);
  await rm(next, { force: true });
  await symlink(join('.build', basename(folder)), next, 'dir');
  await rename(next, link);
  const now = new Date();
  await utimes(folder, now, now);
}

async function removeOld(current) {
  const all = await Promise.all(
    (await readdir(builds)).filter((name) => /^[0-9a-f]{16}$/.test(name)).map((name) => withTime(join(builds, name))),
  );
  const old = all.sort((a, b) => b.time - a.time).slice(kept);
  for (const { folder } of old) if (folder !== current) await discard(folder);
}

async function withTime(folder) {
  return { folder, time: (await stat(folder).catch(() => ({ mtimeMs: 0 }))).mtimeMs };
}

async function discard(folder) {
  const users = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(inUse));
  if (users.some((name) => isAlive(Number(name.slice(inUse.length))))) return;
  await rm(folder, { recursive: true, force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureBuilt().catch((error) => {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  });
}
