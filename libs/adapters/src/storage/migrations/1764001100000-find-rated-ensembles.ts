import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ideas that the ranking learns from, without a look at all the others. */
export class FindRatedEnsembles1764001100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX rated_ensembles
      ON ideas (created_at, id) WHERE rating IS NOT NULL AND candidates IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX rated_ensembles');
  }
}
