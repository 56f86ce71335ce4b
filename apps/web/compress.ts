import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);
const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY } = constants;

/** Puts a compressed copy beside every script and style sheet, once and well; the service sends it to browsers that take it. */
export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const files = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name));
      await Promise.all(files.map((name) => writeCopies(join(dir, name))));
    },
  };
}

async function writeCopies(file: string): Promise<void> {
  const content = await readFile(file);
  await writeFile(`${file}.gz`, await toGzip(content, { level: 9 }));
  await writeFile(`${file}.br`, await toBrotli(content, { params: { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY } }));
}
