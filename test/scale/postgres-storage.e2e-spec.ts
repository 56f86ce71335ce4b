import { prepareDatabase } from '@muse/adapters/storage/prepare-database.js';
import { withStorageErrors } from '@muse/adapters/storage/storage-errors.js';
import { TypeormBatchJobRepository } from '@muse/adapters/storage/typeorm-batch-job-repository.js';
import { TypeormCounters } from '@muse/adapters/storage/typeorm-counters.js';
import { schema } from '@muse/adapters/storage/schema.js';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import { TypeormResumableRepository } from '@muse/adapters/storage/typeorm-resumable-repository.js';
import { TypeormUsageRepository } from '@muse/adapters/storage/typeorm-usage-repository.js';
import type { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { batchJobRepositoryConformance } from '../conformance/batch-job-repository.js';
import { countersSuite } from '../conformance/counters.js';
import { ideaCountersSuite } from '../conformance/idea-counters.js';
import { ideaRepositoryConformance } from '../conformance/idea-repository.js';
import { migrationsSuite } from '../conformance/migrations.js';
import { resumableRepositorySuite } from '../conformance/resumable-repository.js';
import { usageRepositorySuite } from '../conformance/usage-repository.js';
import type { DataSource } from 'typeorm';
import { openPostgres } from '../support/databases.js';
import { anIdea } from '../support/fakes/samples.js';
import { PostgresServer } from '../support/postgres-server.js';
import { PostgresProxy } from '../support/postgres-proxy.js';

// Making a database takes a while on a slow machine.
jest.setTimeout(120_000);

let server: PostgresServer;
let url: string;
let shared: DataSource | undefined;

beforeAll(async () => {
  server = await PostgresServer.start();
  url = server.newDatabase();
});

const open = (): Promise<DataSource> => openPostgres(server.newDatabase());

/** Always the same database: emptied it is as good as a new one, and much faster. */
async function emptied(): Promise<DataSource> {
  shared = shared?.isInitialized === true ? shared : await openPostgres(url);
  const database = shared;
  const tables = database.entityMetadatas.map(({ tableName }) => tableName);
  await database.query(`TRUNCATE ${tables.join()}`);
  return database;
}

ideaRepositoryConformance('PostgreSQL', async () => new TypeormIdeaRepository(await emptied()));
ideaRepositoryConformance('PostgreSQL, two ideas at a time', async () => new TypeormIdeaRepository(await emptied(), 2));
batchJobRepositoryConformance('PostgreSQL', async () => new TypeormBatchJobRepository(await emptied()));
describe('Counters in PostgreSQL', () => countersSuite(async () => new TypeormCounters(await emptied())));
describe('UsageRepository in PostgreSQL', () => {
  usageRepositorySuite(async () => new TypeormUsageRepository(await emptied()));
});
describe('ResumableRepository in PostgreSQL', () => {
  resumableRepositorySuite(async () => new TypeormResumableRepository(await emptied()));
});
describe('the counters of ideas in PostgreSQL', () => ideaCountersSuite(open));
describe('the migrations of PostgreSQL', () => migrationsSuite(open));

describe('a database of PostgreSQL', () => {
  it('has the tables that its entities describe, and compares every text byte by byte', async () => {
    const database = await open();
    const texts = ['text', 'varchar', 'simple-json'];
    for (const { columns } of database.entityMetadatas) {
      for (const column of columns) if (texts.includes(String(column.type))) column.collation = 'C';
    }
    const { upQueries } = await database.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('is found as it was left, and is not migrated again', async () => {
    const left = server.newDatabase();
    await new TypeormIdeaRepository(await openPostgres(left)).save(anIdea());
    const again = await openPostgres(left);
    expect(await new TypeormIdeaRepository(again).list(10)).toEqual([anIdea()]);
    expect(await again.sql`SELECT count(*) AS count FROM migrations`).toEqual([{ count: schema.migrations.length }]);
  });

  it('has times and counts as numbers, and others in this process have their own', async () => {
    const database = await open();
    expect(await database.sql`SELECT ${1e12}::bigint AS time, 1.5::float8 AS seconds`).toEqual([
      { time: 1e12, seconds: 1.5 },
    ]);
    const { types } = await import('pg');
    expect(types.getTypeParser(types.builtins.INT8)('1')).toBe('1');
  });

  it('says what it is to whoever looks at its sessions', async () => {
    const [session] = await (
      await open()
    ).sql<[Record<string, unknown>]>`SELECT application_name,
      current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle
      FROM pg_stat_activity WHERE pid = pg_backend_pid()`;
    expect(session).toEqual({ application_name: 'creative-muse', statement: '10s', idle: '10s' });
  });

  it('is given no more than ten connections by one process', async () => {
    const database = await open();
    await Promise.all(Array.from({ length: 40 }, () => database.sql`SELECT pg_sleep(0)`));
    const [{ count }] = await database.sql<[{ count: number }]>`SELECT count(*) AS count FROM pg_stat_activity
      WHERE datname = current_database()`;
    expect(count).toBe(10);
  });

  it.each([
    ['a server that is not there', 'postgres://muse:s3cret@127.0.0.1:1/muse', '127.0.0.1:1/muse'],
    ['a host that has no address', 'postgres://muse:s3cret@nowhere.invalid/muse', 'nowhere.invalid/muse'],
    ['localhost, with its two addresses', 'postgres://muse:s3cret@localhost:1/muse', 'localhost:1/muse'],
  ])('that is not there is named, without its password: %s', async (_, address, place) => {
    const error = await prepareDatabase({ url: address }).catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ name: 'StartError', message: expect.stringContaining(`DATABASE_URL at ${place} `) });
    expect(error!.message).toMatch(/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/);
    expect(error!.message).not.toMatch(/s3cret|\n/);
  });

  it('that has another name is named', async () => {
    const other = server.newDatabase().replace(/muse_\d+$/, 'another');
    await expect(prepareDatabase({ url: other })).rejects.toThrow(
      /\/another cannot be used: database "another" does not exist$/,
    );
  });
});

describe('an idea that is kept while the connection is lost', () => {
  const lost = expect.objectContaining({ code: 'storage_failed' });
  let proxy: PostgresProxy;
  let ideas: IdeaRepository;

  beforeEach(async () => {
    const database = await emptied();
    await database.destroy();
    proxy = await PostgresProxy.before(url);
    ideas = withStorageErrors(new TypeormIdeaRepository(await openPostgres(proxy.url)));
  });

  afterEach(() => proxy.stop());

  it.each([
    ['before it arrives', 'before'],
    ['after it is there and before that is answered', 'after'],
  ] as const)('%s: it is kept, once', async (_, when) => {
    proxy.cut({ at: 'INSERT INTO "ideas"', when });
    await ideas.save(anIdea());
    expect(proxy.cuts).toBe(1);
    expect(await ideas.list(10)).toEqual([anIdea()]);
  });

  it('twice in a row: it is kept, once', async () => {
    proxy.cut({ at: 'INSERT INTO "ideas"', when: 'after', times: 2 });
    await ideas.save(anIdea());
    expect(proxy.cuts).toBe(2);
    expect(await ideas.list(10)).toEqual([anIdea()]);
  });

  it('again and again: that is told, after a few tries', async () => {
    proxy.cut({ at: 'INSERT INTO "ideas"', when: 'before', times: 100 });
    await expect(ideas.save(anIdea())).rejects.toEqual(lost);
    expect(proxy.cuts).toBe(4);
    expect(await ideas.list(10)).toEqual([]);
  });

  it('under the id of another idea: that one stays, and this one is refused', async () => {
    await ideas.save(anIdea());
    proxy.cut({ at: 'INSERT INTO "ideas"', when: 'after' });
    await expect(ideas.save(anIdea({ text: 'Another' }))).rejects.toThrow(/duplicate key/);
    expect(await ideas.list(10)).toEqual([anIdea()]);
  });

  it('and the server is gone: everything is told so, until it is back', async () => {
    await ideas.save(anIdea());
    await server.kill();
    await expect(ideas.find(anIdea().id)).rejects.toEqual(lost);
    await expect(ideas.save(anIdea({ id: 'another' }))).rejects.toEqual(lost);
    await server.restart();
    await ideas.save(anIdea({ id: 'another' }));
    expect(await ideas.findAll([anIdea().id, 'another'])).toHaveLength(2);
  });

  it('because an administrator ended every session: the next query takes another connection', async () => {
    await ideas.save(anIdea());
    const admin = await openPostgres(url);
    await admin.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await ideas.save(anIdea({ id: 'another' }));
    expect(await ideas.findAll([anIdea().id, 'another'])).toHaveLength(2);
  });
});

describe('PostgreSQL that', () => {
  const failing = (error: string): Promise<unknown> =>
    emptied().then((database) =>
      withStorageErrors({ run: () => database.query(error) })
        .run()
        .catch((thrown: unknown) => thrown),
    );

  it.each([
    ['disk_full', 'could not extend file', '53100'],
    ['storage_failed', 'is read-only', '25006'],
    ['storage_failed', 'gave a statement up', '57014'],
    ['storage_failed', 'has too many connections', '53300'],
    ['storage_failed', 'is shutting down', '57P01'],
  ])('says %s: %s', async (code, words, state) => {
    const raise = `DO $$ BEGIN RAISE EXCEPTION '${words}' USING ERRCODE = '${state}'; END $$`;
    expect(await failing(raise)).toMatchObject({ code, detail: expect.not.stringContaining(words) });
  });

  it.each(['SELEC 1', 'SELECT 1 / 0', 'SELECT * FROM nothing'])('does not understand %s: a bug', async (statement) => {
    expect(await failing(statement)).toMatchObject({ name: 'QueryFailedError' });
  });
});
