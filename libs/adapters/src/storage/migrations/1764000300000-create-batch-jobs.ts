import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialects/dialect-of.js';

/** Batches that survive a restart, and how their items ended. An item without an outcome has no row. */
export class CreateBatchJobs1764000300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const dialect = dialectOf(queryRunner);
    await queryRunner.createTable(
      dialect.table({
        name: 'batch_jobs',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'client', type: 'varchar', length: '128' },
          { name: 'idempotency_key', type: 'varchar', length: '255', isNullable: true },
          { name: 'fingerprint', type: 'varchar', length: '64', isNullable: true },
          { name: 'prompts', type: 'text' },
          { name: 'models', type: 'text' },
          { name: 'wish', type: 'text' },
          { name: 'parallel', type: 'boolean' },
          { name: 'status', type: 'varchar', length: '16' },
          { name: 'created_at', type: 'bigint' },
        ],
        indices: [
          { name: 'batch_jobs_newest', columnNames: ['created_at', 'id'] },
          { name: 'batch_jobs_key', columnNames: ['client', 'idempotency_key'], isUnique: true },
        ],
      }),
    );
    await queryRunner.createTable(
      dialect.table({
        name: 'batch_outcomes',
        columns: [
          { name: 'job', type: 'varchar', length: '36', isPrimary: true },
          { name: 'item_index', type: 'integer', isPrimary: true },
          { name: 'seq', type: 'integer' },
          { name: 'state', type: 'varchar', length: '16' },
          { name: 'idea_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'code', type: 'varchar', length: '64', isNullable: true },
          { name: 'detail', type: 'text', isNullable: true },
        ],
        indices: [{ name: 'batch_outcomes_in_order', columnNames: ['job', 'seq'] }],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('batch_outcomes');
    await queryRunner.dropTable('batch_jobs');
  }
}
