import type { MigrationInterface, QueryRunner } from 'typeorm';

/** No outcome of an item that is run again has a number that a reader knows already. */
export class NumberRetries1764000800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE batch_jobs ADD COLUMN told integer NOT NULL DEFAULT 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE batch_jobs DROP COLUMN told');
  }
}
