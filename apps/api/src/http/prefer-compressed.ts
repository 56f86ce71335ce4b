import { readdirSync } from 'node:fs';
import { extname } from 'node:path';
import type { RequestHandler } from 'express';

/** What browsers take, the smallest first, and how such a file's name ends. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** Leads a request for a file of a folder to the compressed copy that the build put beside it, where the browser takes that. */
export function preferCompressed(folder: string): RequestHandler {
  const files = new Set(readdirSync(folder));
  return (request, response, next) => {
    const file = request.path.slice(1);
    const encoding = encodings.find(
      ({ name, ending }) => files.has(file + ending) && request.acceptsEncodings(name) === name,
    );
    response.vary('Accept-Encoding');
    if (encoding !== undefined) {
      response.set('Content-Encoding', encoding.name).type(extname(file));
      request.url = `/${file}${encoding.ending}`;
    }
    next();
  };
}
