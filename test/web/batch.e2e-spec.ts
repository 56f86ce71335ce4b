import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, openPage, phone } from '../support/browser.js';
import type { Json } from '../support/json.js';
import { breakModel, modelFolder } from '../support/models.js';
import { type Service, startService } from '../support/service.js';

const museMini = resolve(__dirname, '../../models/muse-mini');

describeInBrowser('The page of batches', () => {
  const folder = modelFolder([
    { key: 'whole', name: 'Whole' },
    { key: 'broken', name: 'Broken' },
  ]);
  let service: Service;

  beforeAll(async () => {
    breakModel(folder, 'broken');
    const env = { MODEL_CACHE_DIR: folder, DEFAULT_MODEL: 'whole', PRELOAD_TOP_MODELS: '0' };
    service = await startService({ env });
  });

  const prompts = (page: Page) => page.getByRole('textbox', { name: 'Prompts' });
  const start = (page: Page) => page.getByRole('button', { name: 'Start' });
  const bar = (page: Page) => page.getByRole('progressbar', { name: 'Progress of the batch' });
  /** Resolves when the bar says this. */
  const told = (page: Page, text: string) => page.locator(`[role=progressbar][aria-valuetext="${text}"]`).waitFor();
  /** What the page says that the candidates are worth. */
  const sumsOf = (candidates: Json[]): string[] =>
    candidates.flatMap(({ sum }) => (sum === null ? [] : [`Weighted sum ${sum.toFixed(2)}`]));
  const lines = (count: number): string => Array.from({ length: count }, (_, n) => `Prompt ${n + 1}`).join('\n');

  async function startBatch(count: number): Promise<Page> {
    const page = await openPage(`${service.url}/batch`);
    await prompts(page).fill(lines(count));
    await start(page).click();
    return page;
  }

  it('says what stands against sending', async () => {
    const page = await openPage(`${service.url}/batch`);
    expect(await start(page).isDisabled()).toBe(true);
    await prompts(page).fill(`Moss\n\n${'x'.repeat(4001)}`);
    await page.getByText('Prompt 2 has 4001 characters: 4000 at most.').waitFor();
    expect(await start(page).isDisabled()).toBe(true);
    await prompts(page).fill('Moss');
    await page.getByText('1 prompt on 1 model: 1 idea').waitFor();
    await page.getByRole('checkbox', { name: 'Whole' }).press('Space');
    await page.getByText('Choose a model.').waitFor();
    expect(await start(page).isDisabled()).toBe(true);
  });

  it('takes the prompts of a table', async () => {
    const page = await openPage(`${service.url}/batch`);
    await prompts(page).fill('Air');
    const buffer = Buffer.from('\uFEFFid,prompt\r\n1,"Moss, wet"\r\n\r\n2,Rain\r\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'wishes.csv', mimeType: 'text/csv', buffer });
    await page.getByText('3 prompts on 1 model: 3 ideas').waitFor();
    expect(await prompts(page).inputValue()).toBe('Air\nMoss, wet\nRain');
  });

  it('fills in live, tells failures with their reason, and tries them again', async () => {
    const page = await openPage(`${service.url}/batch`);
    await prompts(page).fill('Moss\nRain');
    await page.getByRole('checkbox', { name: 'Broken' }).press('Space');
    await start(page).click();
    await told(page, '2 done, 2 failed');
    const items = page.getByRole('list', { name: 'Prompts and ideas' }).getByRole('listitem');
    expect(await items.count()).toBe(4);
    await items.nth(1).getByText('The model could not be loaded.').waitFor();
    rmSync(join(folder, 'broken'), { recursive: true });
    symlinkSync(museMini, join(folder, 'broken'));
    // Who is asked for a damaged model rests a while; an admin's load tries at once.
    const { body } = await service.post('/api/v1/models/preload', { model_keys: ['broken'] });
    expect(body.results).toEqual([{ model: 'broken', success: true, status: 'loaded' }]);
    await page.getByRole('button', { name: 'Try the 2 failed again' }).click();
    await told(page, '4 done');
    const { body: ideas } = await service.get('/api/v1/ideas?limit=4');
    const shown = await items.getByText(/\S/).allTextContents();
    for (const { title } of ideas.items) expect(shown.join('\n')).toContain(title);
  });

  it('is there again after a reload, and is taken away as a file', async () => {
    const page = await startBatch(3);
    await told(page, '3 done');
    await page.reload();
    await told(page, '3 done');
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'JSON' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('batch.json');
    const items = JSON.parse(readFileSync(await file.path(), 'utf8')) as { prompt: string; state: string }[];
    expect(items.map(({ prompt, state }) => [prompt, state])).toEqual([
      ['Prompt 1', 'done'],
      ['Prompt 2', 'done'],
      ['Prompt 3', 'done'],
    ]);
    await page.getByRole('button', { name: 'New batch' }).click();
    await prompts(page).waitFor();
  });

  it('is cancelled at once, and keeps what is done', async () => {
    // A runner that stands still: nothing ends before it is cancelled.
    const [runner] = service.runners;
    process.kill(runner, 'SIGSTOP');
    try {
      const page = await startBatch(50);
      await page.getByText(/^\d+ waiting$/).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await told(page, '50 cancelled');
      await page.getByText('The batch was cancelled. What is done stays.').waitFor({ state: 'attached' });
      expect(await bar(page).getAttribute('aria-valuenow')).toBe('0');
    } finally {
      process.kill(runner, 'SIGCONT');
    }
  });

  it('shows two hundred prompts as they are written, all of them', async () => {
    const page = await openPage(`${service.url}/batch`);
    // As text: what a page has is none of the types that tests are checked against.
    await page.evaluate(`globalThis.long = [];
      new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)))
        .observe({ type: 'longtask' });`);
    await prompts(page).fill(lines(200));
    await start(page).click();
    await told(page, '200 done');
    expect(await page.getByRole('listitem').count()).toBe(200);
    expect(await page.locator('li[data-state=done]').count()).toBe(200);
    const long = await page.evaluate<number[]>('long');
    // How many there are depends on the machine: told, not judged.
    console.info(`Long tasks with 200 prompts: ${long.length}, ${JSON.stringify(long)} ms`);
  });

  it('writes several ideas for a prompt, again where they say the same, and says how different they are', async () => {
    const page = await openPage(`${service.url}/batch`, { colorScheme: 'dark', viewport: phone });
    // Sober ideas for one prompt say the same most of the time.
    await prompts(page).fill('Schaukeln für Tapire');
    await page.getByRole('combobox', { name: 'Language', exact: true }).selectOption('Deutsch');
    await page.getByRole('slider', { name: 'Creativity' }).press('Home');
    await page.getByRole('combobox', { name: 'Ideas for each prompt' }).selectOption('20');
    await page.getByRole('checkbox', { name: 'Write again what says the same as another' }).check();
    await page.getByText('1 prompt on 1 model: 20 ideas').waitFor();
    await expectAccessible(page);
    const answer = page.waitForResponse(`${service.url}/api/v1/generate/batch`);
    await start(page).click();
    await told(page, '20 done');
    const events = (await (await answer).text()).match(/(?<=^data: ).*$/gm)!;
    const { diversity, ideas } = JSON.parse(events.at(-1)!);
    await page.getByText(`${diversity.distinct} of 20 ideas say something of their own.`).waitFor();
    await page.getByText(`${Math.round(diversity.mean_similarity * 100)}% alike`).waitFor();
    const rows = page.getByRole('listitem');
    expect(await rows.getByText('Written again', { exact: true }).count()).toBe(diversity.rewritten);
    const texts = await rows.allTextContents();
    for (const [place, { title }] of ideas.entries()) expect(texts[place]).toContain(title);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

  it.each([
    ['survives', '1'],
    ['is compared', '2'],
  ])('chooses each idea from candidates of several models, in a batch that %s', async (_, n) => {
    const page = await openPage(`${service.url}/batch`, { viewport: phone });
    await prompts(page).fill('Moss\nRain');
    await page.getByRole('combobox', { name: 'Ideas for each prompt' }).selectOption(n);
    await page.getByRole('combobox', { name: 'Candidates' }).selectOption('3');
    const models = page.getByRole('group', { name: 'Models that take part' });
    await models.getByRole('checkbox', { name: 'Broken' }).press('Space');
    expect(await page.getByRole('combobox', { name: 'The idea is' }).getByRole('option').count()).toBe(2);
    const ideas = 2 * Number(n);
    await page.getByText(`2 prompts: ${ideas} ideas, each from 3 candidates`).waitFor();
    await start(page).click();
    await told(page, `${ideas} done`);
    const row = page.getByRole('list', { name: 'Prompts and ideas' }).locator('> li').nth(1);
    await row.locator('summary').first().click();
    await row.getByText('Chosen from 3 candidates').waitFor();
    expect(await row.getByRole('listitem').count()).toBe(3);
    const text = (await row.textContent())!;
    const { body } = await service.get(`/api/v1/ideas?limit=${ideas}`);
    const isTold = ({ title, candidates }: Json): boolean =>
      [title, ...sumsOf(candidates)].every((part: string) => text.includes(part));
    expect(body.items.some(isTold)).toBe(true);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

  it.each(['light', 'dark'] as const)('is accessible and fits a phone, %s', async (colorScheme) => {
    const page = await openPage(`${service.url}/batch`, { colorScheme, viewport: phone });
    await prompts(page).fill('Moss');
    await page.getByText('1 prompt on 1 model: 1 idea').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await start(page).click();
    await told(page, '1 done');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
