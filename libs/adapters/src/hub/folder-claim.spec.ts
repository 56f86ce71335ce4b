import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import { anEntry } from '../../../../test/support/fakes/samples.js';
import { withClaim } from './folder-claim.js';

describe('withClaim', () => {
  let folder: string;
  let entry: CatalogEntry;
  let other: ChildProcess;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muse-claim-'));
    entry = anEntry({ key: 'tiny', directory: join(folder, 'tiny') });
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
  });

  afterEach(async () => {
    await end();
    rmSync(folder, { recursive: true });
  });

  async function end(): Promise<void> {
    if (other.exitCode !== null || other.signalCode !== null) return;
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
  }

  /** What another process leaves while it works. */
  function claimOf({ pid }: { pid?: number }, started = startOf(pid!)): void {
    writeFileSync(join(folder, `tiny.partial.of-${pid}-${started}`), '');
  }

  function startOf(pid: number): string {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  }

  it('does the work, and leaves nothing', async () => {
    const seen = await withClaim(entry, async () => readdirSync(folder));
    expect(seen).toEqual([`tiny.partial.of-${process.pid}-${startOf(process.pid)}`]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing where the work fails', async () => {
    await expect(withClaim(entry, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stands back where another process works, and says which; another model is no matter', async () => {
    claimOf(other);
    const work = jest.fn(async () => 'done');
    await expect(withClaim(entry, work)).rejects.toMatchObject({
      code: 'model_in_use',
      detail: `Process ${other.pid} works on the files of tiny; try again when it has ended.`,
    });
    expect(work).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toHaveLength(1);
    expect(await withClaim({ ...entry, directory: join(folder, 'tin') }, work)).toBe('done');
  });

  it('does not mind a process that was killed', async () => {
    claimOf(other);
    await end();
    await withClaim(entry, async () => expect(readdirSync(folder)).toHaveLength(1));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not mind a process that has only got the same id', async () => {
    claimOf(other, '1');
    await withClaim(entry, async () => expect(readdirSync(folder)).toHaveLength(1));
  });

  it('does not mind files that only look like claims', async () => {
    writeFileSync(join(folder, 'tiny.partial.of-me'), '');
    expect(await withClaim(entry, async () => 'done')).toBe('done');
  });
});
