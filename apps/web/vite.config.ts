import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compress } from './compress.js';

const client = fileURLToPath(new URL('../../libs/client/src', import.meta.url));
/** Where `npm start` listens; `npm run start:web` shows the page with what is typed, and asks the service there. */
const service = 'http://localhost:8000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [compress()],
  // The client is a package of its own for others; here its sources are a part of the page.
  resolve: {
    alias: [
      { find: /^@creative-muse\/client\/react$/, replacement: `${client}/react/index.ts` },
      { find: /^@creative-muse\/client$/, replacement: `${client}/index.ts` },
    ],
  },
  server: { proxy: { '/api': service, '/health': service } },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    rolldownOptions: {
      // "use client" is for servers that render pages; there is none.
      onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)),
    },
  },
});
