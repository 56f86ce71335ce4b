import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf } from './dialects/dialect-of.js';

export class CreateIdeas1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const dialect = dialectOf(queryRunner);
    await queryRunner.createTable(
      dialect.table({
        name: 'ideas',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'title', type: 'text' },
          { name: 'content', type: 'text' },
          { name: 'category', type: 'varchar', length: '64' },
          { name: 'language', type: 'varchar', length: '8' },
          { name: 'prompt', type: 'text' },
          { name: 'rating', type: 'integer', isNullable: true },
          { name: 'created_at', type: 'bigint' },
          { name: 'generation_method', type: 'varchar', length: '32' },
          { name: 'model_used', type: 'varchar', length: '64' },
          { name: 'generation_time', type: 'double precision' },
          { name: 'prompt_tokens', type: 'integer' },
          { name: 'completion_tokens', type: 'integer' },
        ],
        indices: [{ name: 'ideas_newest', columnNames: ['created_at', 'id'] }],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('ideas');
  }
}
