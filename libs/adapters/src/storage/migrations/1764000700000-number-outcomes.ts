import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const name = 'batch_outcomes_in_order';
const columnNames = ['job', 'seq'];

/** No two outcomes of a job have one number: a process that has lost its job finds that another one goes on with it. */
export class NumberOutcomes1764000700000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('batch_outcomes', name);
    await queryRunner.createIndex('batch_outcomes', new TableIndex({ name, columnNames, isUnique: true }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('batch_outcomes', name);
    await queryRunner.createIndex('batch_outcomes', new TableIndex({ name, columnNames }));
  }
}
