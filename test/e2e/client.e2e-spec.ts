import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreativeMuse, MuseProblem, type StreamEvent } from '../../libs/client/src/index.js';
import { idle, reduceIdeaStream } from '../../libs/client/src/react/idea-stream-state.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

/** `fetch` whose streams break off after so many reads each, as a lost connection ends them; the ones after them are whole. */
function breaking(breaks: number[]): typeof fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    let left = breaks.shift() ?? Infinity;
    const reader = response.body!.getReader();
    const body = new ReadableStream(
      {
        async pull(controller) {
          if (left <= 0) {
            await reader.cancel();
            controller.error(new TypeError('terminated'));
            return;
          }
          left -= 1;
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
      },
      // Nothing is read ahead: what was read is seen before it breaks.
      { highWaterMark: 0 },
    );
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

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

  it('asks what candidates are ranked by', async () => {
    const { configured, used, scores } = await muse.ranking();
    expect(used).toEqual(configured);
    expect(scores.map(({ name }) => name)).toEqual(Object.keys(configured));
  });

  it('looks from angles, refines, and finds the tree', async () => {
    const angles = await muse.angles('fr');
    expect(angles[0]).toEqual({ key: 'constraint', name: 'Contrainte', instruction: expect.any(String) });
    expect((await muse.angles())[0].name).toBe('Einschränkung');
    const parent = await muse.generate({ ...short, angle: angles[1].key });
    expect(parent.angle).toBe('opposite');
    const child = await muse.ideas.refine(parent.id, { instruction: 'für Kinder', temperature: 0, max_tokens: 24 });
    expect(child.parent_id).toBe(parent.id);
    expect(await muse.ideas.tree(parent.id)).toEqual({ ancestors: [], idea: parent, children: [child] });
  });

  it('throws what the service refuses', async () => {
    const refused: unknown = await muse.generate({ ...short, model: 'gpt' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MuseProblem);
    expect(refused).toMatchObject({ code: 'model_not_found', status: 404, requestId: expect.any(String) });
    const invalid = muse.generate({ prompt: '', creativity_level: 11 });
    await expect(invalid).rejects.toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ path: 'prompt' })]),
    });
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
    const breaks = [2, 1, 3, 1, 1, 4];
    const through = new CreativeMuse({ baseUrl: service.url, fetch: breaking(breaks) });
    let text = '';
    let end = '';
    const reconnect = { tries: 50, wait: () => 0 };
    for await (const event of through.stream(request, { reconnect })) {
      if (event.type === 'chunk') text += event.content;
      end = event.type;
    }
    expect([text, end]).toEqual([whole, 'complete']);
    expect(breaks.length).toBeLessThan(6);
  });

  it('follows the candidates of an ensemble across cut connections', async () => {
    const through = new CreativeMuse({ baseUrl: service.url, fetch: breaking([2, 1, 3]) });
    const request = { ...short, ensemble: { candidates: 2 } };
    let state = reduceIdeaStream(idle, { type: 'begin', at: 0 });
    for await (const event of through.stream(request, { reconnect: { tries: 50, wait: () => 0 } })) {
      state = reduceIdeaStream(state, { type: 'event', event, at: 0 });
    }
    expect(state.status).toBe('done');
    expect(state.idea!.candidates!.map(({ rank }) => rank).sort()).toEqual([1, 2]);
    expect(state.candidates.map(({ candidate }) => candidate)).toEqual(state.idea!.candidates);
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
  it('is what `npm pack` makes, and works in plain Node', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muse-client-'));
    const source = join(__dirname, '../../libs/client');
    // Without what npm says to whom it starts: this repository's settings are not those of the package.
    const env = { PATH: process.env.PATH, HOME: folder };
    execFileSync('npm', ['pack', source, '--pack-destination', folder], { cwd: folder, env, stdio: 'pipe' });
    const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', archive], { cwd: folder });
    const files = readdirSync(join(folder, 'package/dist'), { recursive: true });
    expect(files).toEqual(
      expect.arrayContaining(['index.js', 'index.d.ts', join('react', 'index.js'), join('react', 'index.d.ts')]),
    );
    expect(files.filter((name) => String(name).includes('.spec.'))).toEqual([]);
    // What it depends on, as an installation would bring it.
    symlinkSync(join(__dirname, '../../node_modules'), join(folder, 'node_modules'));
    const program = `
      import { CreativeMuse, MuseProblem } from './package/dist/index.js';
      import * as hooks from './package/dist/react/index.js';
      console.log(typeof new CreativeMuse().generate, typeof MuseProblem, Object.keys(hooks).sort().join(' '));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(said).toBe(
      'function function MuseContext isRunning toFailure useBatch useBatchStream useIdeaStream useModels useMuse useStats\n',
    );
    rmSync(folder, { recursive: true });
  });
});
