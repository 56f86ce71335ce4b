import { CreateIdeas1764000000000 } from '@muse/adapters/storage/migrations/1764000000000-create-ideas.js';
import { CountUse1764000100000 } from '@muse/adapters/storage/migrations/1764000100000-count-use.js';
import { TypeormCounters } from '@muse/adapters/storage/typeorm-counters.js';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import type { DataSource } from 'typeorm';
import { undoMigrations } from '../support/databases.js';
import { anIdea } from '../support/fakes/samples.js';

/** What the migrations do in every database; `open` gives an empty one, migrated. */
export function migrationsSuite(open: () => Promise<DataSource>): void {
  let database: DataSource;

  beforeEach(async () => {
    database = await open();
  });

  it('have one history', async () => {
    expect(await database.sql`SELECT name FROM migrations ORDER BY id`).toEqual([
      { name: 'CreateIdeas1764000000000' },
      { name: 'CountUse1764000100000' },
      { name: 'CreateBatchJobs1764000300000' },
      { name: 'ResumeStreams1764000400000' },
      { name: 'FindIdeas1764000500000' },
      { name: 'CachePrompts1764000600000' },
      { name: 'NumberOutcomes1764000700000' },
      { name: 'NumberRetries1764000800000' },
      { name: 'RefineIdeas1764000900000' },
      { name: 'KeepCandidates1764001000000' },
      { name: 'FindRatedEnsembles1764001100000' },
    ]);
  });

  it('keep ideas of before, without a text, and count them', async () => {
    await undoMigrations(database, CountUse1764000100000);
    await database.sql`INSERT INTO ideas(id, title, content, category, language, prompt, rating, created_at,
      generation_method, model_used, generation_time, prompt_tokens, completion_tokens)
      VALUES ('old', 'Ärger', 'C', 'art', 'de', 'P', 5, 1, 'single', 'm', 1, 2, 3)`;
    await database.runMigrations({ transaction: 'all' });
    const ideas = new TypeormIdeaRepository(database);
    const none = { text: null, angle: null, parentId: null, instruction: null, candidates: null };
    const old = { ...none, id: 'old', title: 'Ärger', favourite: false, cached: false, createdAt: new Date(1) };
    expect(await ideas.find('old')).toMatchObject(old);
    expect(await ideas.list(10, undefined, { search: 'ÄRGER' })).toMatchObject([old]);
    await ideas.save(anIdea({ category: 'art' }));
    expect(await new TypeormCounters(database).startingWith('ideas.')).toEqual(
      new Map([
        ['category.art', 2],
        ['rating_sum', 5],
        ['rating_count', 1],
      ]),
    );
  });

  it('go back as far as to nothing', async () => {
    await undoMigrations(database, CreateIdeas1764000000000);
    expect(await database.sql`SELECT name FROM migrations`).toEqual([]);
    await database.runMigrations({ transaction: 'all' });
    await new TypeormIdeaRepository(database).save(anIdea());
  });
}
