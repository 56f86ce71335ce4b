import { searchTextOf } from '@muse/core/ideas/search-text.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialects/dialect-of.js';

const ideasPerQuery = 1000;

interface Row {
  id: string;
  title: string;
  content: string;
  prompt: string;
}

/** Favourites, and what searches look at. The index of the newest ideas holds all that a filter asks for, so that it reads no idea in vain. */
export class FindIdeas1764000500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, no } = dialectOf(queryRunner);
    // Not by addColumn, which makes the table of the embedded database anew and loses its triggers.
    await queryRunner.query(`ALTER TABLE ideas ADD COLUMN favourite boolean NOT NULL DEFAULT ${no}`);
    await queryRunner.query(`ALTER TABLE ideas ADD COLUMN search_text ${text} NOT NULL DEFAULT ('')`);
    await queryRunner.query('DROP INDEX ideas_newest');
    await queryRunner.query(`CREATE INDEX ideas_newest
      ON ideas (created_at, id, category, language, model_used, rating, favourite)`);
    await this.readIdeasOfBefore(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ideas_newest');
    await queryRunner.query('CREATE INDEX ideas_newest ON ideas (created_at, id)');
    await queryRunner.query('ALTER TABLE ideas DROP COLUMN search_text');
    await queryRunner.query('ALTER TABLE ideas DROP COLUMN favourite');
  }

  private async readIdeasOfBefore({ manager }: QueryRunner): Promise<void> {
    const next = (after: string): Promise<Row[]> =>
      manager.sql`SELECT id, title, content, prompt FROM ideas WHERE id > ${after} ORDER BY id LIMIT ${ideasPerQuery}`;
    for (let rows = await next(''); rows.length > 0; rows = await next(rows[rows.length - 1].id)) {
      for (const row of rows) {
        await manager.sql`UPDATE ideas SET search_text = ${searchTextOf(row)} WHERE id = ${row.id}`;
      }
    }
  }
}
