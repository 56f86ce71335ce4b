import { type Service, startService } from '../support/service.js';

/** Bytes of compressed JavaScript that may come before anything is seen. */
const budget = 200_000;

describe('What a browser fetches to show the first page', () => {
  let service: Service;
  let files: string[];

  beforeAll(async () => {
    service = await startService({ untilReady: false });
    const { text } = await service.get('/');
    files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path);
  });

  it.each(['br', 'gzip'])('comes as %s, the same for everybody, and is kept by the browser', async (encoding) => {
    expect(new Set(files.map((path) => path.split('.').pop()))).toEqual(new Set(['css', 'js']));
    for (const path of files) {
      const plain = await service.get(path, { 'accept-encoding': 'identity' });
      const packed = await service.get(path, { 'accept-encoding': encoding });
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(packed.headers.get('content-encoding')).toBe(encoding);
      expect(packed.text).toBe(plain.text);
      for (const { headers } of [plain, packed]) {
        expect(headers.get('vary')).toBe('Accept-Encoding');
        expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(headers.get('content-type')).toMatch(/^text\/(javascript|css); charset=utf-8$/);
      }
    }
  });

  it('is little JavaScript, even where only gzip is taken', async () => {
    const scripts = files.filter((path) => path.endsWith('.js'));
    const answers = await Promise.all(scripts.map((path) => service.get(path, { 'accept-encoding': 'gzip' })));
    const bytes = answers.map(({ headers }) => Number(headers.get('content-length')));
    expect(Math.min(...bytes)).toBeGreaterThan(0);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(budget);
  });
});
