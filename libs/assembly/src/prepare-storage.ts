import { prepareDatabase } from '@muse/adapters/storage/prepare-database.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';

/**
 * Brings the database to the present version; every process does it before anything else, and one at a time does it.
 * @throws StartError where the database of DATABASE_URL cannot be used
 */
export function prepareStorage({ DATABASE_URL }: Pick<MuseConfig, 'DATABASE_URL'>): Promise<void> {
  return prepareDatabase({ url: DATABASE_URL });
}
