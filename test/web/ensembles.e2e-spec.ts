import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, openPage, phone } from '../support/browser.js';
import { type FrailNetwork, startNetwork } from '../support/frail-network.js';
import type { Json } from '../support/json.js';
import { breakModel, modelFolder } from '../support/models.js';
import { type Service, startService } from '../support/service.js';

const written = '"type":"candidate"';
/** What the page calls the scores. */
const names: Record<string, string> = {
  on_topic: 'Words of the prompt taken up',
  length: 'As long as ideas are',
  non_repetition: 'Little said twice',
  novelty: 'Unlike the ideas kept so far',
  likelihood: 'Likely to its own model',
  cross_likelihood: 'Likely to another model',
};

describeInBrowser('The page with several candidates', () => {
  let service: Service;
  let network: FrailNetwork;

  beforeAll(async () => {
    const folder = modelFolder([
      { key: 'whole', name: 'Whole' },
      { key: 'broken', name: 'Broken' },
      { key: 'told', name: 'Told', prompt_template: 'mistral' },
    ]);
    breakModel(folder, 'broken');
    const env = { MODEL_CACHE_DIR: folder, DEFAULT_MODEL: 'whole', PRELOAD_TOP_MODELS: '0', STREAM_RESUME_GRACE: '60' };
    service = await startService({ env });
    network = await startNetwork(service.url);
  });

  const newest = async (): Promise<Json> => (await service.get('/api/v1/ideas?limit=1')).body.items[0];
  const think = (page: Page) => page.getByRole('button', { name: 'Think' });
  const cards = (page: Page) => page.getByRole('list', { name: 'Candidates' }).getByRole('listitem');
  /** Why the idea was chosen; `of` says how many there were. */
  const ranking = (page: Page, of: number) => page.getByRole('region', { name: `Chosen from ${of} candidates` });

  /** Asks for so many candidates, of which only the beginning comes through. */
  async function ask(candidates: string, options = {}): Promise<Page> {
    const page = await openPage(network.url, options);
    await page.getByRole('textbox', { name: 'Your prompt' }).fill('Moss');
    await page.getByRole('combobox', { name: 'Candidates' }).selectOption(candidates);
    network.holdAfter(written);
    return page;
  }

  /** Expects that the page tells of an idea's candidates what the service does. */
  async function expectRanked(region: ReturnType<typeof ranking>, candidates: Json[]): Promise<void> {
    const ranked = [...candidates].sort((a, b) => (a.rank ?? 9) - (b.rank ?? 9));
    const rows = region.getByRole('listitem');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(ranked.length);
    for (const [place, { title, sum, reason, scores }] of ranked.entries()) {
      if (sum === null) continue;
      const text = await rows.nth(place).textContent();
      for (const part of [title, reason, `Weighted sum${sum.toFixed(2)}`]) expect(text).toContain(part);
      for (const [name, score] of Object.entries<number | null>(scores)) {
        if (score !== null) expect(text).toContain(`${names[name]}${score.toFixed(2)}`);
      }
    }
  }

  it('shows them as they are written, then why one was chosen', async () => {
    const page = await ask('4');
    await page.getByRole('combobox', { name: 'Angle' }).selectOption('Audience');
    await page.getByRole('checkbox', { name: 'Broken' }).check();
    const request = page.waitForRequest((sent) => sent.method() === 'POST');
    await think(page).click();
    expect((await request).postDataJSON()).toMatchObject({
      angle: 'audience',
      ensemble: { candidates: 4, strategy: 'round_robin', models: ['whole', 'broken'] },
    });
    await cards(page).filter({ hasText: 'whole' }).first().getByText(/\S/).first().waitFor();
    await expectAccessible(page);
    network.release();
    await ranking(page, 4).waitFor();
    const idea = await newest();
    expect(idea.angle).toBe('audience');
    expect(await page.getByRole('region', { name: 'The idea' }).getByRole('heading', { level: 2 }).textContent()).toBe(
      idea.title,
    );
    await expectRanked(ranking(page, 4), idea.candidates);
    await ranking(page, 4).locator('summary', { hasText: 'Failed' }).first().click();
    await ranking(page, 4).getByText('The model could not be loaded.').first().waitFor();
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Ideas' }).click();
    await page.getByRole('button', { name: 'Origin and what became of it' }).first().click();
    const dialog = page.getByRole('dialog');
    await expectRanked(dialog.getByRole('region', { name: 'Chosen from 4 candidates' }), idea.candidates);
    await expectAccessible(page);
  });

  it('offers to make one idea of them all where one of the models can', async () => {
    const page = await openPage(service.url);
    await page.getByRole('textbox', { name: 'Your prompt' }).fill('Moss');
    await page.getByRole('combobox', { name: 'Candidates' }).selectOption('2');
    const strategy = page.getByRole('combobox', { name: 'The idea is' });
    const offered = () => strategy.getByRole('option').allTextContents();
    const several = ['the best of them', 'the best, with so many of each model', 'made of them all'];
    expect(await offered()).toEqual(several.slice(0, 1));
    await page.getByRole('checkbox', { name: 'Told' }).check();
    expect(await offered()).toEqual(several);
    await strategy.selectOption('made of them all');
    await think(page).click();
    await page.getByRole('region', { name: 'Made of 2 candidates' }).waitFor();
    await page.getByRole('checkbox', { name: 'Told' }).uncheck();
    expect(await offered()).toEqual(several.slice(0, 1));
    await think(page).click();
    await ranking(page, 2).waitFor();
  });

  it('goes on after the network was cut, on a phone', async () => {
    const page = await ask('3', { viewport: phone, colorScheme: 'dark' });
    await think(page).click();
    await cards(page).first().waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    network.cut();
    await page.getByText(/^The connection is lost/).waitFor();
    network.mend();
    await ranking(page, 3).waitFor();
    await expectRanked(ranking(page, 3), (await newest()).candidates);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

  it('stops at once, and keeps what is there', async () => {
    const page = await ask('3');
    await think(page).click();
    await cards(page).first().waitFor();
    const before = await cards(page).allTextContents();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped. What was written stays on this page.').first().waitFor();
    network.release();
    await think(page).waitFor();
    expect(await cards(page).allTextContents()).toEqual(before);
  });
});
