import { seeded, shuffled } from '../../bench/preload/random.js';
import { expectCalm } from '../support/calm.js';
import { isFull, times } from '../support/counts.js';
import type { Json } from '../support/json.js';
import { collectedMemory } from '../support/memory.js';
import { preloaded } from '../support/preload.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import type { SseStream } from '../support/sse.js';

const clients = 200;
const random = seeded(23);

describe('200 clients of which half hang up', () => {
  it('the others get their ideas; nothing is left of those who went', async () => {
    const service = await startService({ env: preloaded('collect') });
    let memory = 0;
    for (let round = 0; round < times(1, 20); round += 1) {
      const ideas = await oneRound(service);
      await expectCalm(service, { kept: ideas });
      // The first rounds fill what is kept on purpose: compiled code, pools, the beginnings of prompts.
      if (round === 4) memory = await collectedMemory(service);
    }
    // A single round says nothing about memory.
    if (isFull) expect(await collectedMemory(service)).toBeLessThan(memory * 1.1);
    await service.kill();
  });
});

/** Streams of all clients at once, of which half hang up after 0 to 7 events; answers the ideas that were told. */
async function oneRound(service: Service): Promise<Json[]> {
  const leave = shuffled(
    random,
    Array.from({ length: clients }, (_, n) => n % 2 === 0),
  );
  const told = await Promise.all(
    leave.map(async (leaves, n) => {
      const patience = Math.floor(random() * 8);
      const stream = await service.stream({ ...short, prompt: `Regen ${n}`, max_tokens: 60 });
      return leaves ? hangUp(stream, patience) : (await stream.until('complete')).idea;
    }),
  );
  const stayed = told.filter((_, n) => !leave[n]);
  expect(new Set(stayed.map(({ id }) => id)).size).toBe(clients / 2);
  return told.filter((idea) => idea !== undefined);
}

/** Reads so many events and hangs up; answers the idea if it was told by then. */
async function hangUp(stream: SseStream, events: number): Promise<Json> {
  for (let read = 0; read < events; read += 1) {
    const event = await stream.next();
    if (event === undefined || event.data.type === 'complete') return event?.data.idea;
  }
  stream.abort();
  return undefined;
}
