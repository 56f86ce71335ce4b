import { follow, type Source } from './follow.js';
import { MuseProblem } from './problem.js';
import type { ServerEvent } from './read-events.js';
import type { ReconnectOptions } from './reconnect.js';

const lost = (): TypeError => new TypeError('terminated');
const problem = (status: number): MuseProblem =>
  new MuseProblem({ status, title: '', detail: 'No.', code: status === 503 ? 'not_ready' : 'not_found' });
/** Events, and then the end: a connection that is lost, a problem, or nothing. */
type Opening = [...string[], Error] | string[];

describe('follow', () => {
  const opened: (string | undefined)[] = [];
  const news: boolean[] = [];

  beforeEach(() => {
    opened.length = 0;
    news.length = 0;
  });

  /** Each opening gives the next of `openings`; the event `z` is the last. */
  function source(openings: Opening[], beginsOnce = false): Source<string> {
    const left = [...openings];
    async function* open(lastId: string | undefined): AsyncGenerator<ServerEvent<string>, void> {
      opened.push(lastId);
      for (const thing of left.shift()!) {
        if (thing instanceof Error) throw thing;
        yield { id: `${thing}!`, data: thing };
      }
    }
    return { open, isLast: (event) => event === 'z', beginsOnce };
  }

  const atOnce: ReconnectOptions = { tries: 3, wait: () => 0 };
  const onLost = (isLost: boolean): void => void news.push(isLost);

  async function read(from: Source<string>, signal?: AbortSignal): Promise<{ events: string; error?: unknown }> {
    let events = '';
    try {
      for await (const event of follow(from, { reconnect: atOnce, onLost, signal })) events += event;
      return { events };
    } catch (error) {
      return { events, error };
    }
  }

  it('ends with the last event', async () => {
    expect(await read(source([['a', 'b', 'z', 'y']]))).toEqual({ events: 'abz' });
    expect(opened).toEqual([undefined]);
  });

  it('goes on after the last event that it has seen', async () => {
    expect(await read(source([['a', 'b', lost()], [lost()], ['c', lost()], ['z']]))).toEqual({ events: 'abcz' });
    expect(opened).toEqual([undefined, 'b!', 'b!', 'c!']);
    expect(news).toEqual([true, false, true, false]);
  });

  it('goes on where a stream ends without its last event', async () => {
    expect(await read(source([['a'], ['z']]))).toEqual({ events: 'az' });
  });

  it('ends where there is nothing more to tell', async () => {
    expect(await read(source([['a', lost()], []]))).toEqual({ events: 'a' });
  });

  it('waits for a service that comes up again', async () => {
    expect(await read(source([['a', lost()], [problem(503)], ['z']]))).toEqual({ events: 'az' });
  });

  it.each([404, 400, 401])('gives up at once at a problem %i', async (status) => {
    expect(await read(source([['a', lost()], [problem(status)]]))).toEqual({ events: 'a', error: problem(status) });
  });

  it('gives up after so many tries without an event, and counts anew after one', async () => {
    const failing: Opening[] = [[lost()], [lost()], ['a', lost()], [lost()], [lost()], [lost()]];
    expect(await read(source(failing))).toEqual({ events: 'a', error: lost() });
    expect(opened).toHaveLength(6);
  });

  it('opens nothing a second time that would begin something a second time', async () => {
    expect(await read(source([[lost()]], true))).toEqual({ events: '', error: lost() });
    expect(await read(source([[problem(503)]], true))).toEqual({ events: '', error: problem(503) });
    expect(await read(source([['a', lost()], ['z']], true))).toEqual({ events: 'az' });
  });

  it('ends at once when it is aborted, also while it waits', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const from = source([['a', lost()], ['z']]);
    const reading = (async () => {
      for await (const event of follow(from, {
        signal: controller.signal,
        reconnect: { tries: 3, wait: () => 1_000_000 },
        onLost: () => controller.abort(reason),
      })) {
        expect(event).toBe('a');
      }
    })();
    await expect(reading).rejects.toBe(reason);
    expect(opened).toEqual([undefined]);
  });
});
