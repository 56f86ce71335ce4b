import { keepOnce } from './keep-once.js';

const lost = Object.assign(new Error('Connection terminated unexpectedly'));
const full = Object.assign(new Error('full'), { code: '53100' });
const thereAlready = Object.assign(new Error('duplicate key'), { code: '23505' });

describe('keepOnce', () => {
  let tries: number;

  /** Each try fails with the next error; without one it is kept. */
  const insert = (errors: Error[]) => async (): Promise<void> => {
    tries += 1;
    const error = errors.shift();
    if (error !== undefined) throw error;
  };
  const yes = async (): Promise<boolean> => true;
  const no = async (): Promise<boolean> => false;

  beforeEach(() => {
    tries = 0;
  });

  it.each<[string, Error[], number]>([
    ['at once', [], 1],
    ['after a lost connection', [lost], 2],
    ['when an earlier try has arrived', [lost, lost, thereAlready], 3],
  ])('keeps it %s', async (_, errors, expected) => {
    await keepOnce(insert(errors), yes);
    expect(tries).toBe(expected);
  });

  it.each<[string, Error[], Error, number]>([
    ['a full disk', [full], full, 1],
    ['an id that is taken', [thereAlready], thereAlready, 1],
    ['a full disk after a lost connection', [lost, full], full, 2],
    ['a connection that stays lost', [lost, lost, lost, lost], lost, 4],
  ])('tells %s', async (_, errors, error, expected) => {
    await expect(keepOnce(insert(errors), yes)).rejects.toBe(error);
    expect(tries).toBe(expected);
  });

  it('tells an id that was taken by another while the connection was lost', async () => {
    await expect(keepOnce(insert([lost, thereAlready]), no)).rejects.toBe(thereAlready);
  });
});
