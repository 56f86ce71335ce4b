import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialects/dialect-of.js';

/** What a stream needs to be resumed after a restart: the text of its idea, and who may read it. */
export class ResumeStreams1764000400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const dialect = dialectOf(queryRunner);
    // Not by addColumn, which makes the table of the embedded database anew and loses its triggers.
    await queryRunner.query(`ALTER TABLE ideas ADD COLUMN text ${dialect.text}`);
    await queryRunner.createTable(
      dialect.table({
        name: 'resumable_generations',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'owner', type: 'varchar', length: '32', isNullable: true },
          { name: 'started_at', type: 'bigint' },
        ],
        indices: [{ name: 'resumable_generations_oldest', columnNames: ['started_at'] }],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('resumable_generations');
    await queryRunner.query('ALTER TABLE ideas DROP COLUMN text');
  }
}
