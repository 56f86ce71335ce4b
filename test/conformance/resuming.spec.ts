import { ResumeStreams1764000400000 } from '@muse/adapters/storage/migrations/1764000400000-resume-streams.js';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import { TypeormResumableRepository } from '@muse/adapters/storage/typeorm-resumable-repository.js';
import { MemoryEventLog } from '@muse/core/generations/memory-event-log.js';
import { newFolder, openDatabase, undoMigrations } from '../support/databases.js';
import { MemoryResumableRepository } from '../support/fakes/memory-resumable-repository.js';
import { anIdea } from '../support/fakes/samples.js';
import { eventLogSuite } from './event-log.js';
import { resumableRepositorySuite } from './resumable-repository.js';

describe('EventLog in memory', () => eventLogSuite(async () => new MemoryEventLog({ logs: 10, characters: 1000 })));

describe('ResumableRepository in memory', () => resumableRepositorySuite(async () => new MemoryResumableRepository()));
describe('ResumableRepository in the embedded database', () => {
  resumableRepositorySuite(async () => new TypeormResumableRepository(await openDatabase(newFolder())));
});

describe('the migration of the texts', () => {
  it('keeps ideas of before, without a text, and their counters', async () => {
    const database = await openDatabase(newFolder());
    const ideas = new TypeormIdeaRepository(database);
    await undoMigrations(database, ResumeStreams1764000400000);
    await database.query(
      `INSERT INTO ideas(id, title, content, category, language, prompt, created_at, generation_method, model_used,
         generation_time, prompt_tokens, completion_tokens) VALUES ('old', 'T', 'C', 'art', 'de', 'P', 1, 'single', 'm', 1, 2, 3)`,
    );
    await database.runMigrations();
    expect(await ideas.find('old')).toMatchObject({ title: 'T', text: null });
    await ideas.save(anIdea({ category: 'art' }));
    expect(await database.query("SELECT value FROM counters WHERE name = 'ideas.category.art'")).toEqual([
      { value: 2 },
    ]);
  });
});
