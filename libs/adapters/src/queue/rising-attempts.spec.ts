import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import type { TextRestart } from '@muse/core/generations/generations.js';
import { firstValueFrom, from, toArray } from 'rxjs';
import type { LoggedEvent } from '../redis/log-entry.js';
import { risingAttempts } from './rising-attempts.js';

const restart = (attempt: number): IdeaEvent => ({ type: 'restart', ideaId: 'an-idea', attempt });
const restarted = (attempt: number): TextRestart => ({ type: 'restarted', attempt });
const start: IdeaEvent = { type: 'start', ideaId: 'an-idea', modelUsed: 'muse-mini' };

const told = (events: LoggedEvent[]): Promise<LoggedEvent[]> =>
  firstValueFrom(risingAttempts(from(events)).pipe(toArray()));

describe('risingAttempts', () => {
  it('leaves numbers that rise as they are, also where one is left out', async () => {
    const events = [start, restart(2), start, restart(4), start];
    expect(await told(events)).toEqual(events);
  });

  it('counts on where a fusion began anew, and then the process of its ensemble was lost', async () => {
    const events = [start, restart(2), start, restart(2), start, restart(2), start, restart(3), start];
    const attempts = (await told(events)).flatMap((event) => (event.type === 'restart' ? [event.attempt] : []));
    expect(attempts).toEqual([2, 3, 4, 5]);
  });

  it('counts the restarts of a text in the same way, for each of its readers from the beginning', async () => {
    const events = risingAttempts(from([restarted(2), restarted(2)]));
    for (let reader = 1; reader <= 2; reader += 1) {
      expect(await firstValueFrom(events.pipe(toArray()))).toEqual([restarted(2), restarted(3)]);
    }
  });
});
