import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialects/dialect-of.js';

/**
 * Use of models, and counters. What is counted of the ideas is kept by triggers: a counter changes in the same statement as
 * the idea, so the two cannot disagree, and statistics never have to read the ideas.
 */
export class CountUse1764000100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const dialect = dialectOf(queryRunner);
    await queryRunner.createTable(
      dialect.table({
        name: 'model_usage',
        columns: [
          { name: 'model', type: 'varchar', length: '64', isPrimary: true },
          { name: 'usage_count', type: 'integer' },
          { name: 'total_time', type: 'double precision' },
          { name: 'last_used', type: 'bigint' },
        ],
      }),
    );
    await queryRunner.createTable(
      dialect.table({
        name: 'counters',
        columns: [
          { name: 'name', type: 'varchar', length: '128', isPrimary: true },
          { name: 'value', type: 'double precision' },
        ],
      }),
    );
    for (const statement of dialect.countIdeas) await queryRunner.query(statement);
    // Ideas of before.
    await queryRunner.query(`INSERT INTO counters(name, value)
      SELECT 'ideas.category.' || category, count(*) FROM ideas GROUP BY category`);
    await queryRunner.query(`INSERT INTO counters(name, value)
      SELECT 'ideas.rating_sum', coalesce(sum(rating), 0) FROM ideas
      UNION ALL SELECT 'ideas.rating_count', count(rating) FROM ideas`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of dialectOf(queryRunner).stopCounting) await queryRunner.query(statement);
    await queryRunner.dropTable('counters');
    await queryRunner.dropTable('model_usage');
  }
}
