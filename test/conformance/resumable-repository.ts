import type { Resumable, ResumableRepository } from '@muse/core/generations/resumable-repository.js';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** What every adapter of ResumableRepository has to do; `open` gives an empty one. */
export function resumableRepositorySuite(open: () => Promise<ResumableRepository>): void {
  let resumables: ResumableRepository;

  const startedAt = (n: number): Date => new Date(1_700_000_000_000 + n);
  const resumable = (n: number, owner?: string): Resumable => ({ id: id(n), owner, startedAt: startedAt(n) });
  const find = (...numbers: number[]): Promise<unknown[]> =>
    Promise.all(numbers.map((n) => resumables.find(id(n)).then((found) => found && Number(found.id.slice(-12)))));

  beforeEach(async () => {
    resumables = await open();
  });

  it('finds what was added, with its owner and without', async () => {
    await resumables.add(resumable(1));
    await resumables.add(resumable(2, 'anna'));
    expect(await resumables.find(id(1))).toEqual(resumable(1));
    expect(await resumables.find(id(2))).toEqual(resumable(2, 'anna'));
    expect(await resumables.find(id(3))).toBeUndefined();
    expect(await resumables.find("' OR '1'='1")).toBeUndefined();
    expect(await resumables.find('a\0b')).toBeUndefined();
  });

  it('refuses an id that exists, and keeps what was there', async () => {
    await resumables.add(resumable(1, 'anna'));
    await expect(resumables.add(resumable(1, 'berta'))).rejects.toThrow();
    expect(await resumables.find(id(1))).toEqual(resumable(1, 'anna'));
  });

  it('removes one alone, and takes it well where there is none', async () => {
    await resumables.add(resumable(1));
    await resumables.add(resumable(2));
    await resumables.remove(id(1));
    await resumables.remove(id(3));
    expect(await find(1, 2, 3)).toEqual([undefined, 2, undefined]);
  });

  it('removes what was started before a time, that time not included', async () => {
    for (const n of [1, 2, 3, 4]) await resumables.add(resumable(n));
    await resumables.removeBefore(startedAt(3));
    expect(await find(1, 2, 3, 4)).toEqual([undefined, undefined, 3, 4]);
  });
}
