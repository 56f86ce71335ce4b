import { randomUUID } from 'node:crypto';
import { CreateIdeas1764000000000 } from '@muse/adapters/storage/migrations/1764000000000-create-ideas.js';
import { postgresForMigration } from '@muse/adapters/storage/postgres-database.js';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

/** Answers a query to a database of PostgreSQL, over a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Fills a database as the first version would have left it, with so many ideas, each rated with 4; answers their ids. */
export async function fillAsVersionOne(url: string, ideas: number): Promise<string[]> {
  const options = { ...postgresForMigration(url), migrations: [CreateIdeas1764000000000] };
  const database = await new DataSource(options).initialize();
  await database.runMigrations();
  const ids = Array.from({ length: ideas }, () => randomUUID());
  for (const id of ids) {
    await database.sql`INSERT INTO ideas(id, title, content, category, language, prompt, rating, created_at,
      generation_method, model_used, generation_time, prompt_tokens, completion_tokens)
      VALUES (${id}, 'Regen', 'Regen in der Tonne.', 'general', 'de', 'Regen', 4, ${Date.now()}, 'single', 'muse-mini', 0.5, 9, 20)`;
  }
  await database.destroy();
  return ids;
}
