import { angleInTurn } from '@muse/core/prompts/angle.js';
import type { Json } from '../support/json.js';
import { type Service, startService } from '../support/service.js';
import { SseStream } from '../support/sse.js';

const path = '/api/v1/batches';
const size = process.env.MUSE_FULL === undefined ? 120 : 2000;
/** Ideas for each prompt: more than a turn of angles has. */
const n = 8;
const kills = process.env.MUSE_FULL === undefined ? 2 : 20;

async function open(service: Service, id: string): Promise<SseStream> {
  const abort = new AbortController();
  return new SseStream(await fetch(`${service.url}${path}/${id}/events`, { signal: abort.signal }), abort);
}

/** Reads the events until so many items have ended, and answers their ideas. */
async function ideasOf(events: SseStream, count: number): Promise<Map<number, Json>> {
  const ideas = new Map<number, Json>();
  while (ideas.size < count) {
    const item = await events.until('batch_item');
    if (item.state === 'done') ideas.set(item.index, item.idea);
  }
  return ideas;
}

describe('A service that is killed while a batch runs', () => {
  it('loses nothing that it told, and runs nothing twice that had finished', async () => {
    let service = await startService();
    const { dataDir } = service;
    const prompts = Array.from({ length: size / n }, (_, place) => `Wort ${place}`);
    const sent = await service.post(path, { prompts, n, language: 'de', max_tokens: 40 });
    const { id } = sent.body;
    const told = new Map<number, Json>();

    for (let kill = 1; kill <= kills; kill += 1) {
      const events = await open(service, id);
      const goal = Math.round((size * kill) / (kills + 1));
      for (const [index, idea] of await ideasOf(events, goal)) {
        // What was told before a kill is told again, and is the same.
        expect(idea).toEqual(told.get(index) ?? idea);
        told.set(index, idea);
      }
      await service.kill();
      service = await startService({ dataDir, untilReady: false });
    }

    const events = await open(service, id);
    expect(await events.until('batch_complete')).toMatchObject({ state: 'done', counts: { total: size, done: size } });
    const { items } = (await service.get(`${path}/${id}`)).body;
    expect(items.map(({ index, prompt, angle }: Json) => ({ index, prompt, angle }))).toEqual(
      Array.from({ length: size }, (_, index) => ({
        index,
        prompt: prompts[Math.floor(index / n)],
        angle: angleInTurn(index % n),
      })),
    );
    for (const { prompt, angle = null, idea } of items) expect(idea).toMatchObject({ prompt, angle });
    for (const [index, idea] of told) expect(items[index].idea).toEqual(idea);
    // Each idea exists once: had one been written twice, there would be one more.
    expect(new Set(items.map(({ idea }: Json) => idea.id)).size).toBe(size);
    expect((await service.get('/api/v1/stats')).body.total_ideas).toBe(size);
    await service.kill();
  });
});
