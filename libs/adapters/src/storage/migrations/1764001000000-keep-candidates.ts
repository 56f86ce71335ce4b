import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialects/dialect-of.js';

/** What ensembles had to choose from; the ideas that there are were made by none. */
export class KeepCandidates1764001000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Not by addColumn, which makes the table of the embedded database anew and loses its triggers.
    await queryRunner.query(`ALTER TABLE ideas ADD COLUMN candidates ${dialectOf(queryRunner).text}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE ideas DROP COLUMN candidates');
  }
}
