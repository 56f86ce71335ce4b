import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const version = '3.22.1';
/** The packages that hold llama.cpp, by `process.platform` and `process.arch`. */
const platforms: Partial<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
};

/**
 * Installs node-llama-cpp, prebuilt, into a folder that git ignores: with every platform and CUDA it would be a dependency of
 * 700 MB. Answers its folder.
 */
export async function installLlama(root: string): Promise<string> {
  const prefix = join(root, '.build/bench-peers');
  const folder = join(prefix, 'node_modules/node-llama-cpp');
  const platform = platforms[`${process.platform}-${process.arch}`];
  if (platform === undefined) {
    throw new Error('node-llama-cpp has no build for this machine: leave llama out (--only).');
  }
  if (existsSync(join(prefix, 'node_modules/@node-llama-cpp', platform))) return folder;
  await mkdir(prefix, { recursive: true });
  const packages = [`node-llama-cpp@${version}`, `@node-llama-cpp/${platform}@${version}`];
  const flags = [
    '--prefix',
    prefix,
    '--ignore-scripts',
    '--omit=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  console.log(`Installing ${packages.join(' and ')} into ${prefix}`);
  execFileSync('npm', ['install', ...flags, ...packages], { stdio: 'inherit' });
  return folder;
}
