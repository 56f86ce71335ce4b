import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseAt, embeddedDatabase } from '@muse/adapters/storage/database.js';
import { prepareDatabase } from '@muse/adapters/storage/prepare-database.js';
import { DataSource, type DataSourceOptions } from 'typeorm';

const folders: string[] = [];
const open: DataSource[] = [];

/** The embedded database in a folder; closed after the test. */
export function openDatabase(folder: string): Promise<DataSource> {
  return openWith(embeddedDatabase(folder));
}

/** A PostgreSQL database as a service has it, migrated where it is not yet; closed after the test. */
export async function openPostgres(url: string): Promise<DataSource> {
  await prepareDatabase({ url });
  return openWith(databaseAt({ folder: '', url }));
}

/** A folder of its own; removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muse-database-'));
  folders.push(folder);
  return folder;
}

async function openWith(options: DataSourceOptions): Promise<DataSource> {
  const dataSource = await new DataSource(options).initialize();
  open.push(dataSource);
  return dataSource;
}

afterEach(async () => {
  for (const dataSource of open.splice(0)) if (dataSource.isInitialized) await dataSource.destroy();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
