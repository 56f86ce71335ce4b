import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** One statement that adds `amount` to the counter `name` (SQL expressions both). */
function add(name: string, amount: string): string {
  return `INSERT INTO counters(name, value) VALUES (${name}, ${amount})
    ON CONFLICT(name) DO UPDATE SET value = counters.value + excluded.value;`;
}

/**
 * Use of models, and counters. What is counted of the ideas is kept by triggers: a counter changes in the same statement as
 * the idea, so the two cannot disagree, and statistics never have to read the ideas.
 */
export class CountUse1764000100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
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
      new Table({
        name: 'counters',
        columns: [
          { name: 'name', type: 'varchar', length: '128', isPrimary: true },
          { name: 'value', type: 'double precision' },
        ],
      }),
    );
    await queryRunner.query(`CREATE TRIGGER count_idea AFTER INSERT ON ideas BEGIN
      ${add("'ideas.category.' || NEW.category", '1')}
      ${add("'ideas.rating_sum'", 'coalesce(NEW.rating, 0)')}
      ${add("'ideas.rating_count'", 'NEW.rating IS NOT NULL')}
    END`);
    await queryRunner.query(`CREATE TRIGGER count_rating AFTER UPDATE OF rating ON ideas BEGIN
      ${add("'ideas.rating_sum'", 'coalesce(NEW.rating, 0) - coalesce(OLD.rating, 0)')}
      ${add("'ideas.rating_count'", '(NEW.rating IS NOT NULL) - (OLD.rating IS NOT NULL)')}
    END`);
    await queryRunner.query(`CREATE TRIGGER forget_idea AFTER DELETE ON ideas BEGIN
      ${add("'ideas.category.' || OLD.category", '-1')}
      ${add("'ideas.rating_sum'", '-coalesce(OLD.rating, 0)')}
      ${add("'ideas.rating_count'", '-(OLD.rating IS NOT NULL)')}
    END`);
    // Ideas of before.
    await queryRunner.query(`INSERT INTO counters(name, value)
      SELECT 'ideas.category.' || category, count(*) FROM ideas GROUP BY category`);
    await queryRunner.query(`INSERT INTO counters(name, value)
      SELECT 'ideas.rating_sum', coalesce(sum(rating), 0) FROM ideas
      UNION ALL SELECT 'ideas.rating_count', count(rating) FROM ideas`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const trigger of ['count_idea', 'count_rating', 'forget_idea']) {
      await queryRunner.query(`DROP TRIGGER ${trigger}`);
    }
    await queryRunner.dropTable('counters');
    await queryRunner.dropTable('model_usage');
  }
}
