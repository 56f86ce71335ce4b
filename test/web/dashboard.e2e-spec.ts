import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, openPage, phone } from '../support/browser.js';
import { type Service, startService } from '../support/service.js';

describeInBrowser('The dashboard', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  const tile = (page: Page, name: string, value: string) =>
    page.locator('dl > div').filter({ hasText: name }).getByRole('definition').getByText(value, { exact: true });
  const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

  it('says that there is nothing yet, then shows figures that rise with an idea', async () => {
    const page = await openPage(`${service.url}/dashboard`);
    await tile(page, 'Ideas', '0').waitFor();
    await card(page, 'Ideas per category').getByText('No figures yet').waitFor();
    const { body: idea } = await service.generate({ prompt: 'Moss', category: 'art' });
    await tile(page, 'Ideas', '1').waitFor();
    await card(page, 'Ideas per category').getByRole('row', { name: 'Art 1' }).waitFor();
    await card(page, 'Use of the models').getByRole('row', { name: 'muse-mini 1' }).waitFor();
    await service.post(`/api/v1/ideas/${idea.id}/rate`, { rating: 4 });
    await tile(page, 'Average rating', '4 of 5').waitFor();
  });

  it('draws what happens, and tells it in a table too', async () => {
    const page = await openPage(`${service.url}/dashboard`);
    await service.generate({ prompt: 'Rain' });
    await card(page, 'Tokens per second').locator('canvas').waitFor();
    const table = page.getByRole('table', { name: 'Memory per model, the last two minutes' });
    await table.getByRole('row', { name: /^muse-mini \d+(\.\d)? MB/ }).waitFor();
    const speed = page.getByRole('table', { name: 'Tokens per second, the last two minutes' });
    await speed.getByRole('row', { name: /^muse-mini .*[1-9][\d,.]* tokens\/s$/ }).waitFor();
  });

  it('says what candidates are ranked by, and how many ratings it takes to learn from', async () => {
    const page = await openPage(`${service.url}/dashboard`);
    const ranking = card(page, 'What candidates are ranked by');
    await ranking.getByText('No idea that was chosen from candidates is rated yet. From 50 such ratings on,').waitFor();
    const { body: figures } = await service.get('/api/v1/ranking');
    const { on_topic: configured } = figures.configured;
    await ranking.getByRole('row', { name: `Words of the prompt taken up ${configured} ${configured}` }).waitFor();
    const scores: unknown[] = figures.scores;
    expect(await ranking.getByRole('row').count()).toBe(1 + scores.length);
    const { body: idea } = await service.generate({ prompt: 'Moss', ensemble: { candidates: 2 } });
    await service.post(`/api/v1/ideas/${idea.id}/rate`, { rating: 5 });
    await ranking.getByText('1 of the 50 rated ideas from candidates that it takes to learn from').waitFor();
  });

  it.each(['light', 'dark'] as const)('is accessible and fits a phone, %s', async (colorScheme) => {
    await service.generate({ prompt: 'Air' });
    const page = await openPage(`${service.url}/dashboard`, { colorScheme, viewport: phone });
    await card(page, 'Memory per model').locator('canvas').waitFor();
    await card(page, 'Use of the models').waitFor();
    await card(page, 'What candidates are ranked by').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
