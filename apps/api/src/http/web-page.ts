import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { preferCompressed } from './prefer-compressed.js';

/** Where tools/build.mjs puts what Vite makes of apps/web, beside the compiled service. */
const folder = fileURLToPath(new URL('../../../web', import.meta.url));
/** Addresses inside the page; it shows the right part by itself (`apps/web/src/app.tsx`). */
const addresses = ['/', '/batch', '/models', '/dashboard', '/ideas'];
/** A folder is no address: without this `/assets` and `/health/..` would lead elsewhere. */
const filesAlone = { index: false, redirect: false } as const;

/** Serves the page at `/`. Whoever opens it needs no key: it asks for one where the API wants it. */
export function serveWebPage(app: NestExpressApplication): void {
  app.use('/assets', preferCompressed(`${folder}/assets`));
  // The names of these files carry a hash of what is in them.
  app.useStaticAssets(`${folder}/assets`, { prefix: '/assets', immutable: true, maxAge: '1y', ...filesAlone });
  app.useStaticAssets(folder, { maxAge: '1h', ...filesAlone });
  const express = app.getHttpAdapter().getInstance() as { get: (paths: string[], handler: Handler) => void };
  express.get(addresses, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: folder });
  });
}

type Handler = (request: Request, response: Response) => void;
