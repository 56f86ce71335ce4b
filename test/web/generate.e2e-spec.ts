import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, openPage, phone } from '../support/browser.js';
import { type FrailNetwork, startNetwork } from '../support/frail-network.js';
import type { Json } from '../support/json.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

const example = 'A library for rain';
const chunk = '"type":"chunk"';

describeInBrowser('The page that generates', () => {
  let service: Service;
  let network: FrailNetwork;

  beforeAll(async () => {
    // However slow the machine is: whoever comes back finds the stream.
    service = await startService({ env: { STREAM_RESUME_GRACE: '60' } });
    network = await startNetwork(service.url);
  });

  const newest = async (): Promise<Json> => (await service.get('/api/v1/ideas?limit=1')).body.items[0];
  const think = (page: Page) => page.getByRole('button', { name: 'Think' });
  const sheet = (page: Page) => page.getByRole('region', { name: 'The idea' });
  /** Resolves when an idea stands there, finished. */
  const finished = (page: Page) => page.getByRole('group', { name: 'Rating' }).waitFor();
  /** Begins an idea by the example, of which only the beginning comes through. */
  async function beginIdea(): Promise<Page> {
    const page = await openPage(network.url);
    network.holdAfter(chunk);
    await page.getByRole('button', { name: example }).click();
    await sheet(page).getByRole('heading', { name: /\S/ }).waitFor();
    return page;
  }
  /** Expects that the page shows an idea as the service keeps it. */
  async function expectShown(page: Page, idea: Json): Promise<void> {
    expect(await sheet(page).getByRole('heading').textContent()).toBe(idea.title);
    expect(await sheet(page).locator('article p').textContent()).toBe(idea.content);
  }

  it('is one example away from the first idea, which it tells to who listens', async () => {
    const page = await openPage(service.url);
    expect(await page.title()).toBe('What shall we think about? · Creative Muse');
    await page.getByRole('button', { name: example }).click();
    await finished(page);
    const idea = await newest();
    expect(idea).toMatchObject({ prompt: example, language: 'en', category: 'general', generation_method: 'stream' });
    await expectShown(page, idea);
    expect(await page.getByRole('textbox', { name: 'Your prompt' }).inputValue()).toBe(example);
    const told = `The idea is finished. ${idea.title}. ${idea.content}`;
    expect(await page.getByRole('status').filter({ hasText: 'finished' }).textContent()).toBe(told);
    await page.getByText(/^muse-mini · [\d.]+ s to the first word · [\d,]+ tokens\/s · \d+ tokens$/).waitFor();
  });

  it('sends what is set, by the keyboard too', async () => {
    const page = await openPage(service.url);
    await page.getByRole('textbox', { name: 'Your prompt' }).fill('  Moss  ');
    await page.getByRole('combobox', { name: 'Category' }).selectOption('Art');
    await page.getByRole('combobox', { name: 'Language', exact: true }).selectOption('Italiano');
    await page.getByRole('combobox', { name: 'Model' }).selectOption('muse-mini');
    const slider = page.getByRole('slider', { name: 'Creativity' });
    await slider.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toBe('10, untamed');
    const request = page.waitForRequest((sent) => sent.method() === 'POST');
    await page.getByRole('textbox', { name: 'Your prompt' }).press('Control+Enter');
    expect((await request).postDataJSON()).toEqual({
      prompt: 'Moss',
      category: 'art',
      language: 'it',
      model: 'muse-mini',
      creativity_level: 10,
      resumable: true,
    });
    await finished(page);
    await expectShown(page, await newest());
  });

  it('shows what is written while it is written', async () => {
    const page = await beginIdea();
    const beginning = await sheet(page).getByRole('heading').textContent();
    expect(await sheet(page).getByRole('article').getAttribute('aria-busy')).toBe('true');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    network.release();
    await finished(page);
    const idea = await newest();
    expect(idea.title.startsWith(beginning)).toBe(true);
    await expectShown(page, idea);
    expect(await sheet(page).getByRole('article').getAttribute('aria-busy')).toBe('false');
    await think(page).waitFor();
  });

  it('stops at once, and keeps the text that is there', async () => {
    const page = await beginIdea();
    const beginning = await sheet(page).getByRole('heading').textContent();
    await page.getByRole('button', { name: 'Stop' }).click();
    await sheet(page).getByText('Stopped. What was written stays on this page.').waitFor();
    network.release();
    await think(page).waitFor();
    expect(await sheet(page).getByRole('heading').textContent()).toBe(beginning);
  });

  it('goes on where it was after the network was cut', async () => {
    const page = await beginIdea();
    network.cut();
    await sheet(page)
      .getByText(/^The connection is lost/)
      .waitFor();
    await page.getByText(/^The service does not answer\. This page goes on/).waitFor();
    network.mend();
    await finished(page);
    await expectShown(page, await newest());
    await page.getByText(/^The service does not answer/).waitFor({ state: 'detached' });
  });

  it('says what to do where nobody answers, and tries again', async () => {
    const page = await openPage(network.url);
    network.cut();
    await page.getByRole('button', { name: example }).click();
    const notice = page.getByRole('alert');
    await notice.getByText('The service does not answer').waitFor();
    await notice.getByText(/npm start/).waitFor();
    network.mend();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await finished(page);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('shows the sentence of the service where it refuses', async () => {
    const page = await openPage(service.url);
    await page.getByRole('textbox', { name: 'Your prompt' }).fill('a'.repeat(4001));
    await think(page).click();
    await page.getByRole('alert').getByText('The service does not take that').waitFor();
    await page.getByRole('alert').getByText(/4000/).waitFor();
  });

  it('rates, and keeps the rating', async () => {
    const page = await openPage(service.url);
    await page.getByRole('button', { name: 'Surprise me' }).click();
    await finished(page);
    const idea = await newest();
    await page.getByText(`Prompt: ${idea.prompt}`).waitFor();
    await page.locator('label', { has: page.getByRole('radio', { name: '4 stars' }) }).click();
    await eventually(async () => ((await newest()).rating === 4 ? true : undefined), 'the rating');
    expect(await page.getByRole('radio', { name: '4 stars' }).isChecked()).toBe(true);
  });

  it('keeps what was written while another page is looked at', async () => {
    const page = await openPage(service.url);
    await page.getByRole('button', { name: example }).click();
    await finished(page);
    const idea = await newest();
    await page.getByRole('link', { name: 'Ideas' }).click();
    await page.getByRole('heading', { name: 'Ideas', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Muse', exact: true }).click();
    await expectShown(page, idea);
  });

  it('is light or dark as the system is, or as one chooses, and remembers it', async () => {
    const page = await openPage(service.url, { colorScheme: 'dark' });
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    await page.getByRole('button', { name: 'Switch to light' }).click();
    await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
    expect(await scheme()).toBe('light');
    await page.reload();
    await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
    expect(await scheme()).toBe('light');
  });

  it('speaks the language of the browser, or the chosen one, and remembers it', async () => {
    const page = await openPage(service.url, { locale: 'de-AT' });
    await page.getByRole('heading', { name: 'Worüber denken wir nach?' }).waitFor();
    await page.getByRole('combobox', { name: 'Sprache dieser Seite' }).selectOption('Français');
    await page.reload();
    await page.getByRole('heading', { name: 'À quoi pensons-nous ?' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  });

  it.each(['light', 'dark'] as const)('has nothing that axe-core objects to, when it is %s', async (colorScheme) => {
    const page = await openPage(service.url, { colorScheme });
    await think(page).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: example }).click();
    await finished(page);
    await expectAccessible(page);
  });

  it.each(['en-GB', 'de-DE', 'fr-FR'])('fits on a phone, in %s', async (locale) => {
    const page = await openPage(service.url, { viewport: phone, locale });
    await expectNoSidewaysScroll(page);
    await page.locator('section button').first().click();
    await page.locator('fieldset').waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

describeInBrowser('The page of a service that wants keys', () => {
  const key = 'key-of-anna-1c8f2b7e';

  it('asks for one, says that it is wrong, and remembers the right one', async () => {
    const service = await startService({ env: { API_KEYS: `anna:generate:${key}` } });
    const page = await openPage(service.url);
    const dialog = page.getByRole('dialog', { name: 'This service asks for a key' });
    await dialog.waitFor();
    await expectAccessible(page);
    await dialog.getByLabel('Key', { exact: true }).fill('a-key-that-nobody-has');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByText('The service does not know this key.').waitFor();
    await dialog.getByLabel('Key', { exact: true }).fill(key);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: example }).click();
    await page.getByRole('group', { name: 'Rating' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
