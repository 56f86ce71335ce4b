import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, openPage, phone } from '../support/browser.js';
import type { Json } from '../support/json.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

describeInBrowser('The page of ideas', () => {
  let service: Service;
  let written: Json[];

  beforeAll(async () => {
    service = await startService();
    written = [];
    // More than one page of the list holds.
    for (let n = 0; n < 25; n += 1) {
      const category = n % 2 === 0 ? 'art' : 'health';
      const { body } = await service.generate({ ...short, prompt: `Regen ${n}`, category });
      written.unshift(body);
    }
  });

  const cards = (page: Page) => page.locator('main article');
  /** Resolves when the page shows so many ideas. */
  const untilShown = (page: Page, count: number) =>
    eventually(async () => ((await cards(page).count()) === count ? true : undefined), `${count} ideas on the page`);
  const open = async (search = ''): Promise<Page> => {
    const page = await openPage(`${service.url}/ideas${search}`);
    await cards(page).first().waitFor();
    return page;
  };
  const ideaOf = async (id: string): Promise<Json> => (await service.get(`/api/v1/ideas/${id}`)).body;

  it('shows all of them, the newest first, and reads on by itself', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded();
    await untilShown(page, written.length);
    const titles = await cards(page).getByRole('heading').allTextContents();
    expect(titles).toEqual(written.map(({ title }) => title));
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('makes another idea of one, and shows the family', async () => {
    const alone = await startService();
    const { body: parent } = await alone.generate({ ...short, prompt: 'Moorwasser', angle: 'opposite' });
    const page = await openPage(`${alone.url}/ideas`);
    await page.getByRole('button', { name: 'Origin and what became of it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Origin and what became of it' });
    await dialog.getByText('Nothing was made of it yet.').waitFor();
    await dialog.getByRole('textbox', { name: 'Make another one of it' }).fill('für ältere Menschen');
    await dialog.getByRole('button', { name: 'Write it' }).click();
    await dialog.getByText('Wanted: für ältere Menschen').waitFor();
    const { children } = (await alone.get(`/api/v1/ideas/${parent.id}/tree`)).body;
    expect(children).toMatchObject([{ parent_id: parent.id, instruction: 'für ältere Menschen' }]);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: parent.title }).click();
    await dialog.getByText('Opposite').waitFor();
    await dialog.getByRole('button', { name: children[0].title }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.locator('main article').nth(1).waitFor();
    expect(await page.locator('main article').getByRole('heading').allTextContents()).toEqual([
      children[0].title,
      parent.title,
    ]);
  });

  it('finds by words and filters, which stand in the address', async () => {
    const page = await open();
    await page.getByRole('searchbox', { name: 'Search' }).fill('Regen 7');
    await untilShown(page, 1);
    await page.waitForURL(`${service.url}/ideas?q=Regen+7`);
    await page.getByRole('combobox', { name: 'Category' }).selectOption('Art');
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await page.waitForURL(`${service.url}/ideas?q=Regen+7&category=art`);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await untilShown(page, 20);
    expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('');

    const sent = await open('?q=Regen+7&category=health');
    await untilShown(sent, 1);
    expect(await sent.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('Regen 7');
    expect(await sent.getByRole('combobox', { name: 'Category' }).inputValue()).toBe('health');
  });

  it('marks favourites and rates, and finds them by that', async () => {
    const page = await open('?q=Regen+3');
    const { id } = written.find(({ prompt }) => prompt === 'Regen 3');
    const heart = cards(page).first().getByRole('button', { name: 'Favourite' });
    await heart.click();
    await cards(page).first().getByRole('button', { name: 'Favourite', pressed: true }).waitFor();
    expect((await ideaOf(id)).favourite).toBe(true);
    await cards(page)
      .first()
      .locator('label', { has: page.getByRole('radio', { name: '5 stars' }) })
      .click();
    await eventually(async () => ((await ideaOf(id)).rating === 5 ? true : undefined), 'the rating');

    const found = await open('?favourite=true&min_rating=5');
    await untilShown(found, 1);
    await cards(found).getByRole('button', { name: 'Favourite', pressed: true }).click();
    await eventually(async () => ((await ideaOf(id)).favourite === false ? true : undefined), 'the mark to go');
  });

  it('deletes after a second click only', async () => {
    const { body: idea } = await service.generate({ ...short, prompt: 'Hagel' });
    const page = await open('?q=Hagel');
    await page.getByRole('button', { name: 'Delete' }).click();
    const question = page.getByRole('dialog', { name: 'Delete this idea for good?' });
    await question.getByRole('button', { name: 'Keep it' }).click();
    await question.waitFor({ state: 'detached' });
    expect((await ideaOf(idea.id)).id).toBe(idea.id);
    await page.getByRole('button', { name: 'Delete' }).click();
    await question.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    expect((await service.get(`/api/v1/ideas/${idea.id}`)).status).toBe(404);
  });

  it('shows two side by side', async () => {
    const page = await open();
    await cards(page).nth(0).getByRole('button', { name: 'Compare' }).click();
    await page.getByText('Choose a second idea to compare.').waitFor();
    await cards(page).nth(2).getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Compare both' }).click();
    const dialog = page.getByRole('dialog', { name: 'Side by side' });
    await dialog.waitFor();
    const prompts = await dialog.getByText(/^Prompt: /).allTextContents();
    expect(prompts).toEqual([written[0], written[2]].map(({ prompt }) => `Prompt: ${prompt}`));
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it.each([
    ['Markdown', 'md'],
    ['CSV table', 'csv'],
    ['JSON', 'json'],
  ])('takes what is filtered away as %s, as the service writes it', async (name, format) => {
    const page = await open('?q=Regen+7');
    await page.getByRole('button', { name: 'Export' }).click();
    const begun = page.waitForEvent('download');
    await page.getByRole('menuitem', { name }).click();
    const download = await begun;
    expect(download.suggestedFilename()).toBe(`ideas.${format}`);
    const { text } = await service.get(`/api/v1/ideas/export?format=${format}&q=Regen+7`);
    // The mark that tells spreadsheets how to read a CSV; fetch takes it away.
    expect((await readFile(await download.path(), 'utf8')).replace(/^\uFEFF/, '')).toBe(text);
    expect(text).toContain('Regen 7');
  });

  it('says that there are none yet, and where the first one comes from', async () => {
    const empty = await startService();
    const page = await openPage(`${empty.url}/ideas`);
    await page.getByRole('heading', { name: 'No ideas yet' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Think of the first one' }).click();
    await page.getByRole('heading', { name: 'What shall we think about?' }).waitFor();
    await empty.kill();
  });

  it('says what to do where the service refuses', async () => {
    const page = await openPage(`${service.url}/ideas?category=${'a'.repeat(65)}`);
    await page.getByRole('alert').getByText('The service does not take that').waitFor();
  });

  it.each(['light', 'dark'] as const)('has nothing that axe-core objects to, when it is %s', async (colorScheme) => {
    const page = await openPage(`${service.url}/ideas`, { colorScheme });
    await cards(page).first().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Delete' }).first().click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
  });

  it.each(['en-GB', 'de-DE', 'fr-FR'])('fits on a phone, in %s', async (locale) => {
    const page = await openPage(`${service.url}/ideas`, { viewport: phone, locale });
    await cards(page).first().waitFor();
    await expectNoSidewaysScroll(page);
  });
});
