import { allIdeas } from '../support/ideas.js';
import { expectCalm } from '../support/calm.js';
import type { Json } from '../support/json.js';
import { usageOf } from '../support/models.js';
import { preloaded } from '../support/preload.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

const hour = 3_600_000;

describe.each([
  ['an hour', -hour],
  ['three days', -72 * hour],
])('A clock that is put back by %s', (_, shift) => {
  let service: Service;
  const kept: Json[] = [];

  beforeAll(async () => {
    const env = { ...preloaded('clock'), MUSE_CLOCK_SHIFT: String(shift), MUSE_CLOCK_WAITS: 'yes' };
    service = await startService({ env });
    for (let n = 0; n < 3; n += 1) kept.push((await service.generate(short)).body);
    service.signal('SIGUSR2');
    await service.logged(/The clock was set/);
  });

  it('hurts no idea that is written then: times are never negative', async () => {
    const stream = await service.stream(short);
    kept.push((await stream.until('complete')).idea);
    kept.push((await service.generate(short)).body);
    for (const idea of kept) expect(idea.generation_time).toBeGreaterThan(0);
    const [before, after] = [kept[0], kept.at(-1)].map(({ created_at }) => Date.parse(created_at));
    expect(after).toBeLessThan(before);
    const { streaming_stats } = (await service.get('/api/v1/stats')).body;
    expect(streaming_stats.average_streaming_time).toBeGreaterThan(0);
  });

  it('loses no idea from the pages, and shows none twice', async () => {
    const byTime = [...kept].sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
    const listed = await allIdeas(service, 2);
    expect(listed.map(({ created_at }) => created_at)).toEqual(byTime.map(({ created_at }) => created_at));
    expect(listed.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
    expect((await service.get('/api/v1/stats')).body).toMatchObject({ total_ideas: 5, recent_activity: 5 });
  });

  it('gives a model no more than its full score, also after a start with the earlier clock', async () => {
    await expectScore(await usageOf(service));
    await service.kill();
    // Now the last use that the database remembers lies ahead.
    const env = { ...preloaded('clock'), MUSE_CLOCK_SHIFT: String(shift) };
    const next = await startService({ dataDir: service.dataDir, env });
    await expectScore(await usageOf(next));
    await expectCalm(next, { kept });
    await next.kill();
  });

  async function expectScore({ usage_stats, preload_recommendations }: Json): Promise<void> {
    const { usage_count, priority_score, average_time } = usage_stats['muse-mini'];
    expect(usage_count).toBe(kept.length);
    expect(priority_score).toBeGreaterThanOrEqual(0.1 * usage_count);
    expect(priority_score).toBeLessThanOrEqual(usage_count);
    expect(average_time).toBeGreaterThan(0);
    expect(preload_recommendations).toEqual([['muse-mini', { priority_score: expect.any(Number) }]]);
  }
});
