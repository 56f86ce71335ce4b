import { withStorageErrors } from './storage-errors.js';

/** What TypeORM throws: the driver's code is on it. */
function failure(code: string): Error {
  return Object.assign(new Error(`INSERT INTO secrets: ${code}`), { code });
}

class Repository {
  readonly name = 'ideas';
  private kept = 0;

  constructor(private readonly error?: Error) {}

  async save(amount: number): Promise<number> {
    if (this.error !== undefined) throw this.error;
    this.kept += amount;
    return this.kept;
  }
}

describe('withStorageErrors', () => {
  it('changes nothing where all is well', async () => {
    const repository = withStorageErrors(new Repository());
    await repository.save(2);
    await expect(repository.save(3)).resolves.toBe(5);
    expect(repository.name).toBe('ideas');
    expect(repository).toBeInstanceOf(Repository);
  });

  it.each([
    ['SQLITE_FULL', 'disk_full'],
    ['SQLITE_IOERR', 'storage_failed'],
    ['SQLITE_IOERR_WRITE', 'storage_failed'],
    ['SQLITE_BUSY', 'storage_failed'],
    ['SQLITE_BUSY_SNAPSHOT', 'storage_failed'],
    ['SQLITE_READONLY', 'storage_failed'],
    ['SQLITE_CORRUPT', 'storage_failed'],
    ['SQLITE_NOTADB', 'storage_failed'],
    ['SQLITE_CANTOPEN', 'storage_failed'],
    ['53100', 'disk_full'],
    ['08006', 'storage_failed'],
    ['ECONNREFUSED', 'storage_failed'],
  ])('%s is %s, and tells nothing of the statement', async (code, expected) => {
    const cause = failure(code);
    const error = await withStorageErrors(new Repository(cause))
      .save(1)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expected, cause, detail: expect.not.stringContaining('secrets') });
  });

  it.each(['SQLITE_ERROR', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_MISUSE', 'SQLITE_FULLER', 'ENOENT', '23505', '42P01'])(
    '%s stays what it is: a bug',
    async (code) => {
      const bug = failure(code);
      await expect(withStorageErrors(new Repository(bug)).save(1)).rejects.toBe(bug);
    },
  );
});
