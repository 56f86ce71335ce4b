import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialects/dialect-of.js';

/** Which ideas have a text of before; those that there are have none. */
export class CachePrompts1764000600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Not by addColumn, which makes the table of the embedded database anew and loses its triggers.
    await queryRunner.query(
      `ALTER TABLE ideas ADD COLUMN cached boolean NOT NULL DEFAULT ${dialectOf(queryRunner).no}`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE ideas DROP COLUMN cached');
  }
}
