import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { embeddedDatabase } from '@muse/adapters/storage/database.js';
import { CreateIdeas1764000000000 } from '@muse/adapters/storage/migrations/1764000000000-create-ideas.js';
import libsql from 'libsql';
import { DataSource } from 'typeorm';
import { newFolder } from './models.js';

/** Expects the embedded database in a folder to be whole; a service may work with it meanwhile. */
export function expectSound(folder: string): void {
  const database = new libsql(join(folder, 'creative-muse.sqlite'));
  const found = database.prepare('PRAGMA integrity_check').get();
  database.close();
  expect(found).toMatchObject({ integrity_check: 'ok' });
}

/** A DATA_DIR as the first version left it, with so many ideas, each rated with 4. */
export async function folderOfVersionOne(ideas: number): Promise<{ folder: string; ids: string[] }> {
  const folder = newFolder();
  const options = { ...embeddedDatabase(folder), migrations: [CreateIdeas1764000000000] };
  const database = await new DataSource(options).initialize();
  const ids = Array.from({ length: ideas }, () => randomUUID());
  for (const id of ids) {
    await database.query(
      `INSERT INTO ideas(id, title, content, category, language, prompt, rating, created_at, generation_method, model_used,
         generation_time, prompt_tokens, completion_tokens)
       VALUES (?, 'Regen', 'Regen in der Tonne.', 'general', 'de', 'Regen', 4, ?, 'single', 'muse-mini', 0.5, 9, 20)`,
      [id, Date.now()],
    );
  }
  await database.destroy();
  return { folder, ids };
}
