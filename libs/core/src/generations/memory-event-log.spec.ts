import { MuseError } from '../errors/muse-error.js';
import { listen } from '../../../../test/support/fakes/listen.js';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import type { IdeaEvent } from './idea-event.js';
import { MemoryEventLog } from './memory-event-log.js';

// What every event log does, test/conformance/event-log.ts tests.
describe('MemoryEventLog', () => {
  const log = new MemoryEventLog({ logs: 3, characters: 100 });

  function write(id: string, length: number, ended = true): void {
    log.open(id, undefined);
    log.append(id, { type: 'start', ideaId: id, modelUsed: 'muse-mini' });
    log.append(id, { type: 'text', ideaId: id, text: 'x'.repeat(length), progress: 0.5 });
    if (ended) log.append(id, { type: 'complete', ideaId: id, idea: anIdea({ id }) });
  }

  async function kept(...ids: string[]): Promise<string[]> {
    const found = await Promise.all(ids.map((id) => log.find(id)));
    return ids.filter((_, i) => found[i] !== undefined);
  }

  it('keeps so many ended logs, the latest', async () => {
    for (const id of ['a', 'b', 'c', 'd']) write(id, 1);
    expect(await kept('a', 'b', 'c', 'd')).toEqual(['b', 'c', 'd']);
  });

  it('counts by their end, not by their beginning, and failed ones like others', async () => {
    write('early', 1, false);
    for (const id of ['e', 'f', 'g']) write(id, 1);
    log.fail('early', new MuseError('runner_died', 'It died.'));
    expect(await kept('early', 'e', 'f', 'g')).toEqual(['early', 'f', 'g']);
  });

  it('keeps so many characters', async () => {
    write('h', 60);
    write('i', 40);
    expect(await kept('h', 'i')).toEqual(['h', 'i']);
    write('j', 1);
    expect(await kept('h', 'i', 'j')).toEqual(['i', 'j']);
    log.remove('i');
    write('k', 99);
    expect(await kept('j', 'k')).toEqual(['j', 'k']);
    write('l', 101);
    expect(await kept('j', 'k', 'l')).toEqual([]);
  });

  it('keeps of one that was begun anew only what came after, with the marker', async () => {
    write('again', 30, false);
    log.append('again', { type: 'restart', ideaId: 'again', attempt: 2 });
    log.append('again', { type: 'queued', ideaId: 'again', position: 1 });
    expect(listen(log.read('again')).events).toEqual([
      { type: 'restart', ideaId: 'again', attempt: 2 },
      { type: 'queued', ideaId: 'again', position: 1 },
    ]);
    log.append('again', { type: 'restart', ideaId: 'again', attempt: 3 });
    const start: IdeaEvent = { type: 'start', ideaId: 'again', modelUsed: 'muse-mini' };
    log.append('again', start);
    expect(listen(log.read('again')).events).toEqual([{ type: 'restart', ideaId: 'again', attempt: 3 }, start]);
    log.remove('again');
  });

  it('never drops one that runs', async () => {
    write('running', 1000, false);
    for (const id of ['m', 'n', 'o', 'p']) write(id, 30);
    expect(await kept('running', 'm', 'n', 'o', 'p')).toEqual(['running', 'n', 'o', 'p']);
  });
});
