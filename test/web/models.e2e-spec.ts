import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, openPage, phone } from '../support/browser.js';
import { breakModel, modelFolder, untilStatus } from '../support/models.js';
import { type Service, startService } from '../support/service.js';

describeInBrowser('The page of models', () => {
  let service: Service;

  beforeAll(async () => {
    const folder = modelFolder([
      { key: 'first', name: 'First' },
      { key: 'second', name: 'Second' },
      { key: 'broken', name: 'Broken' },
      { key: 'nowhere', name: 'Nowhere', repository: null, reason: 'There is no export of it.', installed: false },
    ]);
    breakModel(folder, 'broken');
    service = await startService({ env: { MODEL_CACHE_DIR: folder, DEFAULT_MODEL: 'first', PRELOAD_TOP_MODELS: '0' } });
  });

  const row = (page: Page, name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  it('shows what each model does, and why one cannot be had', async () => {
    const page = await openPage(`${service.url}/models`);
    await row(page, 'First').getByText('Current', { exact: true }).waitFor();
    await row(page, 'First').getByText('Loaded', { exact: true }).waitFor();
    await row(page, 'Second').getByText('Not loaded', { exact: true }).waitFor();
    await row(page, 'Nowhere').getByText('There is no export of it.').waitFor();
    expect(await row(page, 'Nowhere').getByRole('button').count()).toBe(0);
    await page.getByText('Loading ahead is switched off (PRELOAD_TOP_MODELS=0).').waitFor();
  });

  it('switches, loads and unloads', async () => {
    const page = await openPage(`${service.url}/models`);
    await button(page, 'Make current: Second').click();
    await row(page, 'Second').getByText('Current', { exact: true }).waitFor();
    await row(page, 'Second').getByText('Loaded', { exact: true }).waitFor();
    await untilStatus(service, 'second', 'loaded');
    await button(page, 'Unload: First').click();
    await row(page, 'First').getByText('Not loaded', { exact: true }).waitFor();
    await untilStatus(service, 'first', 'not_loaded');
    await button(page, 'Load: First').click();
    await row(page, 'First').getByText('Loaded', { exact: true }).waitFor();
    await button(page, 'Make current: First').click();
    await row(page, 'First').getByText('Current', { exact: true }).waitFor();
  });

  it('hears what others do', async () => {
    const page = await openPage(`${service.url}/models`);
    await service.post('/api/v1/models/second/unload', {});
    await row(page, 'Second').getByText('Not loaded', { exact: true }).waitFor();
    await service.post('/api/v1/models/preload', { model_keys: ['second'] });
    await row(page, 'Second').getByText('Loaded', { exact: true }).waitFor();
  });

  it('says why a model could not be loaded', async () => {
    const page = await openPage(`${service.url}/models`);
    await button(page, 'Load: Broken').click();
    await row(page, 'Broken').getByRole('alert').getByText('The model could not be loaded', { exact: true }).waitFor();
  });

  it('counts how often a model was used', async () => {
    const used = async (): Promise<number> => {
      const { body } = await service.get('/api/v1/models/usage-stats');
      return body.usage_stats.first?.usage_count ?? 0;
    };
    for (const prompt of ['Moss', 'Rain']) await service.generate({ prompt, model: 'first' });
    expect(await used()).toBe(2);
    const page = await openPage(`${service.url}/models`);
    await row(page, 'First')
      .getByText(/used 2 times · score 2/)
      .waitFor();
  });

  it.each(['light', 'dark'] as const)('is accessible and fits a phone, %s', async (colorScheme) => {
    const page = await openPage(`${service.url}/models`, { colorScheme, viewport: phone });
    await row(page, 'Nowhere').waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});
