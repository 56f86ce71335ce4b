import { join } from 'node:path';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import { newFolder, openDatabase } from '../support/databases.js';
import { MemoryIdeaRepository } from '../support/fakes/memory-idea-repository.js';
import { anIdea } from '../support/fakes/samples.js';
import { ideaRepositoryConformance } from './idea-repository.js';

ideaRepositoryConformance('in memory', async () => new MemoryIdeaRepository());
ideaRepositoryConformance('embedded database', async () => new TypeormIdeaRepository(await openDatabase(newFolder())));
ideaRepositoryConformance(
  'embedded database, two ideas at a time',
  async () => new TypeormIdeaRepository(await openDatabase(newFolder()), 2),
);

describe('the embedded database', () => {
  it('makes its folder, and has the ideas again after it was closed', async () => {
    const folder = join(newFolder(), 'deep', 'data');
    const first = await openDatabase(folder);
    await new TypeormIdeaRepository(first).save(anIdea());
    await first.destroy();
    const second = new TypeormIdeaRepository(await openDatabase(folder));
    await expect(second.list(10)).resolves.toEqual([anIdea()]);
  });

  it('is seen by a second connection as soon as it was saved', async () => {
    const folder = newFolder();
    const [first, second] = [await openDatabase(folder), await openDatabase(folder)];
    await new TypeormIdeaRepository(first).save(anIdea());
    await expect(new TypeormIdeaRepository(second).find(anIdea().id)).resolves.toEqual(anIdea());
  });

  it('writes ahead and syncs at every commit', async () => {
    const database = await openDatabase(newFolder());
    await expect(database.query('PRAGMA journal_mode')).resolves.toEqual([{ journal_mode: 'wal' }]);
    // 2 is FULL, the default: a commit is on the disk when it is answered.
    await expect(database.query('PRAGMA synchronous')).resolves.toEqual([{ synchronous: 2 }]);
  });

  it('has the tables that its entities describe', async () => {
    const database = await openDatabase(newFolder());
    const { upQueries } = await database.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
