import { readdirSync } from 'node:fs';
import { expectCalm } from '../support/calm.js';
import { Hold } from '../support/hold.js';
import { allIdeas } from '../support/ideas.js';
import type { Json } from '../support/json.js';
import { fillAsVersionOne, query } from '../support/postgres-databases.js';
import { PostgresServer } from '../support/postgres-server.js';
import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { runToExit, Service, startService } from '../support/service.js';
import { getStream } from '../support/sse.js';
import { eventually } from '../support/wait.js';

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start();
});

/** Both are up, and each has what the other one keeps. */
async function expectOneDatabase(services: readonly Service[]): Promise<void> {
  const ideas: Json[] = [];
  for (const service of services) ideas.unshift((await service.generate(short)).body);
  for (const service of services) expect(await allIdeas(service)).toEqual(ideas);
  for (const service of services) await service.kill();
}

/** Resolves when a process waits until another has migrated. */
async function untilOneWaits(url: string): Promise<void> {
  await eventually(async () => {
    const waiting = await query(url, `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
    return waiting.length === 1 ? true : undefined;
  }, 'a service to wait for the migration');
}

describe('A service with DATABASE_URL', () => {
  it('does all that it does without, has it after a restart, and makes no file', async () => {
    const env = { DATABASE_URL: server.newDatabase() };
    const service = await startService({ env });
    const { body: rain } = await service.generate({ ...short, prompt: 'REGEN' });
    const stream = await service.stream({ ...short, prompt: 'Tee', category: 'art' });
    const { idea: tea } = await stream.until('complete');
    const rated = (await service.post(`/api/v1/ideas/${rain.id}/rate`, { rating: 4 })).body;
    expect(rated).toEqual({ ...rain, rating: 4 });
    const marked = (await service.request(`/api/v1/ideas/${tea.id}/favourite`, { method: 'PUT' })).body;
    expect(marked).toEqual({ ...tea, favourite: true });
    expect(await allIdeas(service, 1)).toEqual([marked, rated]);
    const found = async (search: string): Promise<string[]> =>
      (await service.get(`/api/v1/ideas?${search}`)).body.items.map(({ id }: Json) => id);
    expect(await found('q=regen')).toEqual([rain.id]);
    expect(await found('favourite=true')).toEqual([tea.id]);
    expect(await found('category=art&min_rating=1')).toEqual([]);
    expect(await found('model=a%00b&category=%00&q=%00')).toEqual([]);
    for (const id of ['%00', "'", 'x'.repeat(300)]) {
      expectProblem(await service.get(`/api/v1/ideas/${id}`), 404, 'idea_not_found');
    }
    expectProblem(await service.get('/api/v1/batches/%00'), 404, 'batch_not_found');

    const wish = { ...short, prompts: ['Tee', 'Regen'], prompt: undefined };
    const { id } = (await service.post('/api/v1/batches', wish)).body;
    await (await getStream(`${service.url}/api/v1/batches/${id}/events`)).until('batch_complete');
    const batch = (await service.get(`/api/v1/batches/${id}`)).body;
    expect(batch.counts).toMatchObject({ total: 2, done: 2, failed: 0 });
    const stats = (await service.get('/api/v1/stats')).body;
    expect(stats).toMatchObject({ total_ideas: 4, categories: { general: 3, art: 1 }, average_rating: 4 });
    expect(stats.streaming_stats).toMatchObject({ total_streaming_requests: 1 });

    await service.stop();
    expect(readdirSync(service.dataDir)).toEqual([]);
    const next = await startService({ env });
    expect((await next.get(`/api/v1/batches/${id}`)).body).toEqual(batch);
    expect((await next.get('/api/v1/stats')).body).toMatchObject({
      total_ideas: 4,
      categories: { general: 3, art: 1 },
    });
    await expectCalm(next, { kept: [rated, marked] });
    expect((await next.request(`/api/v1/ideas/${rain.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await next.get('/api/v1/stats')).body).toMatchObject({ average_rating: null });
    await next.kill();
  });

  it.each([
    ['that nobody answers', 'postgres://muse:s3cret-word@127.0.0.1:1/kept', '127.0.0.1:1/kept'],
    ['on a host that does not exist', 'postgres://muse:s3cret-word@nowhere.invalid/kept', 'nowhere.invalid/kept'],
  ])('%s ends with one line that names it, and not its password', async (_, url, place) => {
    const { code, output } = await runToExit({ DATABASE_URL: url });
    expect(code).toBe(1);
    expect(output).toMatch(RegExp(`^The database of DATABASE_URL at ${place} cannot be used: .+\n$`));
    expect(output).not.toContain('s3cret-word');
  });

  it('that is not there ends with one line', async () => {
    const { code, output } = await runToExit({ DATABASE_URL: server.newDatabase().replace(/\d+$/, 'none') });
    expect(code).toBe(1);
    expect(output).toMatch(/^The database of .+\/muse_none cannot be used: database "muse_none" does not exist\n$/);
  });
});

describe('Two services on one empty database', () => {
  it('that start together: both are up', async () => {
    const env = { DATABASE_URL: server.newDatabase() };
    await expectOneDatabase(await Promise.all([startService({ env }), startService({ env })]));
  });

  it('one in the middle of the migration: the other waits for it', async () => {
    const hold = new Hold();
    const env = { DATABASE_URL: server.newDatabase() };
    hold.at({ sql: 'CREATE TRIGGER count_rating' });
    const first = new Service({ env: { ...env, ...hold.env } });
    expect(await hold.held()).toBe(first.pid);
    const second = new Service({ env });
    await untilOneWaits(env.DATABASE_URL);
    first.signal('SIGCONT');
    for (const service of [first, second]) {
      await service.listening();
      await service.ready();
    }
    await expectOneDatabase([first, second]);
  });

  it('one dies in the middle of the migration: the other does all of it', async () => {
    const hold = new Hold();
    const env = { DATABASE_URL: server.newDatabase() };
    hold.at({ sql: 'CREATE TRIGGER count_rating' });
    const first = new Service({ env: { ...env, ...hold.env } });
    expect(await hold.held()).toBe(first.pid);
    const second = new Service({ env });
    await untilOneWaits(env.DATABASE_URL);
    await first.stop('SIGKILL');
    await second.listening();
    await second.ready();
    await expectOneDatabase([second]);
  });
});

describe('A service that is killed in a migration', () => {
  it.each(['CREATE TABLE "model_usage"', 'CREATE TRIGGER count_rating', 'coalesce(sum(rating)', 'COMMIT'])(
    'before %s: nothing is half done, and the next start has every idea',
    async (sql) => {
      const hold = new Hold();
      const env = { DATABASE_URL: server.newDatabase() };
      const ids = await fillAsVersionOne(env.DATABASE_URL, 50);
      hold.at({ sql });
      const service = new Service({ env: { ...env, ...hold.env } });
      expect(await hold.held()).toBe(service.pid);
      await service.stop('SIGKILL');
      expect(await query(env.DATABASE_URL, 'SELECT name FROM migrations')).toEqual([
        { name: 'CreateIdeas1764000000000' },
      ]);
      const next = await startService({ env });
      expect((await allIdeas(next)).map(({ id }) => id).sort()).toEqual([...ids].sort());
      expect((await next.get('/api/v1/stats')).body).toMatchObject({ total_ideas: ids.length, average_rating: 4 });
      await next.kill();
    },
  );
});
