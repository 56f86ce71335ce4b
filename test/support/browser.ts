import { existsSync, readFileSync } from 'node:fs';
import type { Result } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { patience } from './wait.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere) console.warn(`NO CHROMIUM at ${executablePath} (CHROMIUM_PATH): the specs of the web page are SKIPPED.`);

/** `describe` for what needs a browser; where there is none, it is skipped and said. */
export const describeInBrowser = isThere ? describe : describe.skip;

/** The sizes that pages are made for. */
export const desktop = { width: 1280, height: 800 } as const;
export const phone = { width: 375, height: 812 } as const;

let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** Opens an address in a browser profile of its own: English, light, on a desktop, without motion, if nothing else is said. */
export async function openPage(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  // The sandbox wants rights that containers do not give; nothing but our own page is opened.
  browser ??= chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const context = await (
    await browser
  ).newContext({ locale: 'en-GB', colorScheme: 'light', viewport: desktop, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** Expects that axe-core has nothing to say against what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  // By the debugger, not as a script of the page: its Content-Security-Policy takes none but its own.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate<Result[]>('axe.run().then(({ violations }) => violations)');
  const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  expect(told).toEqual([]);
}

/** Expects that nothing is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  // A text: the tests know no DOM.
  const [wide, screen] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
  expect(wide).toBeLessThanOrEqual(screen);
}
