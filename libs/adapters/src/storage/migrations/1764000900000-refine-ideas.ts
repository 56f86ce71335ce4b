import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialects/dialect-of.js';

/** How ideas came to be what they are: the angle, and the idea that they were made of; those that there are have neither. */
export class RefineIdeas1764000900000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = dialectOf(queryRunner);
    // Not by addColumn, which makes the table of the embedded database anew and loses its triggers.
    for (const column of ['angle', 'parent_id', 'instruction']) {
      await queryRunner.query(`ALTER TABLE ideas ADD COLUMN ${column} ${text}`);
    }
    // Most ideas were made of none: they cost nothing here.
    await queryRunner.query(`CREATE INDEX ideas_of_parent
      ON ideas (parent_id, created_at, id) WHERE parent_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ideas_of_parent');
    for (const column of ['instruction', 'parent_id', 'angle']) {
      await queryRunner.query(`ALTER TABLE ideas DROP COLUMN ${column}`);
    }
  }
}
