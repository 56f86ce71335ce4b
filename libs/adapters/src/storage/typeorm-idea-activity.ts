import { IdeaActivity } from '@muse/core/statistics/idea-activity.js';
import type { DataSource } from 'typeorm';

/** Counts over the index of creation times. */
export class TypeormIdeaActivity extends IdeaActivity {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async countSince(time: Date): Promise<number> {
    const [{ count }] = await this.dataSource.sql<[{ count: number }]>`
      SELECT count(*) AS count FROM ideas WHERE created_at >= ${time.getTime()}`;
    return count;
  }
}
