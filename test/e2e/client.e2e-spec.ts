import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreativeMuse, MuseProblem, type StreamEvent } from '../../libs/client/src/index.js';
import { CuttingProxy } from '../support/cutting-proxy.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

describe('The client', () => {
  let service: Service;
  let muse: CreativeMuse;

  beforeAll(async () => {
    service = await startService();
    muse = new CreativeMuse({ baseUrl: service.url });
  });

  it('generates, finds, rates', async () => {
    const idea = await muse.generate(short);
    expect(await muse.ideas.get(idea.id)).toEqual(idea);
    expect(await muse.ideas.rate(idea.id, 4)).toEqual({ ...idea, rating: 4 });
    expect((await muse.ideas.list({ limit: 1 })).items).toHaveLength(1);
    expect((await muse.random({ language: 'en' })).language).toBe('en');
  });

  it('throws what the service refuses', async () => {
    const refused: unknown = await muse.generate({ ...short, model: 'gpt' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MuseProblem);
    expect(refused).toMatchObject({ code: 'model_not_found', status: 404, requestId: expect.any(String) });
    const invalid = muse.generate({ prompt: '', creativity_level: 11 });
    await expect(invalid).rejects.toMatchObject({ fields: expect.arrayContaining([expect.objectContaining({ path: 'prompt' })]) });
  });

  it('streams an idea', async () => {
    const events: StreamEvent[] = [];
    for await (const event of muse.stream(short)) events.push(event);
    const last = events.at(-1)!;
    expect(last.type).toBe('complete');
    const alone = await muse.generate(short);
    if (last.type === 'complete') expect([last.idea.title, last.idea.content]).toEqual([alone.title, alone.content]);
  });

  it('loses nothing of a stream whose connection is cut again and again', async () => {
    const request = { prompt: 'Regen', temperature: 1, seed: 7, max_tokens: 120 };
    let whole = '';
    for await (const event of muse.stream(request)) if (event.type === 'chunk') whole += event.content;
    const proxy = await CuttingProxy.before(service.url, 400);
    const through = new CreativeMuse({ baseUrl: proxy.url });
    let text = '';
    let end = '';
    const reconnect = { tries: 50, wait: () => 0 };
    for await (const event of through.stream(request, { reconnect })) {
      if (event.type === 'chunk') text += event.content;
      end = event.type;
    }
    await proxy.close();
    expect([text, end]).toEqual([whole, 'complete']);
    expect(proxy.cuts).toBeGreaterThan(0);
  });

  it('runs batches that survive, watches them and reads them', async () => {
    const { id } = await muse.batches.create({ ...short, prompts: ['Tee', 'Regen'], models: ['muse-mini', 'gpt'] } as never);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('runs a batch with a failing model to its end', async () => {
    const { language, temperature, max_tokens } = short;
    const request = { language, temperature, max_tokens, prompts: ['Tee', 'Regen'], models: ['muse-mini', 'gpt'] };
    const { id } = await muse.batches.create(request, { idempotencyKey: 'one' });
    expect(await muse.batches.create(request, { idempotencyKey: 'one' })).toEqual({ id });
    const ended: string[] = [];
    for await (const event of muse.batches.watch(id)) {
      if (event.type === 'batch_item' && event.state !== 'running') ended.push(`${event.index} ${event.state}`);
    }
    expect(ended.sort()).toEqual(['0 done', '1 failed', '2 done', '3 failed']);
    const { items, state } = await muse.batches.get(id);
    expect(state).toBe('done');
    expect(items.map(({ idea }) => idea?.prompt)).toEqual(['Tee', undefined, 'Regen', undefined]);
  });

  it('knows the models and the figures, live', async () => {
    expect((await muse.models.list()).map(({ key }) => key)).toContain('muse-mini');
    for await (const event of muse.models.watch()) {
      expect(event.type).toBe('status');
      break;
    }
    for await (const event of muse.stats.watch()) {
      expect(event).toMatchObject({ type: 'stats', active_sessions: 0 });
      break;
    }
    expect((await muse.stats.get()).total_ideas).toBeGreaterThan(0);
  });
});

describe('The package of the client', () => {
  it('is installed from what `npm pack` makes, and works in plain Node', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muse-client-'));
    const npm = (...words: string[]): string => execFileSync('npm', words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    const source = join(__dirname, '../../libs/client');
    npm('pack', source, '--pack-destination', folder, '--foreground-scripts=false');
    const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', archive], { cwd: folder });
    const files = readdirSync(join(folder, 'package/dist'));
    expect(files).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'react']));
    expect(files.filter((name) => name.includes('.spec.'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
