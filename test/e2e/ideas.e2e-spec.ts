import { blamed, expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

interface Idea {
  id: string;
  created_at: string;
  rating: number | null;
}

const unknown = '00000000-0000-4000-8000-000000000000';

describe('The ideas that were kept', () => {
  let service: Service;
  /** In the order in which they were written. */
  const written: Idea[] = [];

  beforeAll(async () => {
    service = await startService();
    for (let seed = 1; seed <= 7; seed += 1) {
      written.push((await service.generate({ ...short, prompt: `Regen ${seed}`, max_tokens: 8, seed })).body);
    }
    // Several at the same moment: only the id can order these.
    const together = await Promise.all([1, 2, 3, 4].map((seed) => service.generate({ ...short, max_tokens: 8, seed })));
    written.push(...together.map(({ body }) => body));
  });

  /** Newest first; among equal times the order is the service's own. */
  const times = (ideas: readonly Idea[]): number[] => ideas.map(({ created_at: at }) => Date.parse(at));
  const newestFirst = (ideas: readonly Idea[]): number[] => times(ideas).sort((a, b) => b - a);

  describe('GET /api/v1/ideas', () => {
    it('lists them, the newest first', async () => {
      const { status, body } = await service.get('/api/v1/ideas');
      expect(status).toBe(200);
      expect(Object.keys(body).sort()).toEqual(['items', 'next_cursor']);
      expect(body.next_cursor).toBeNull();
      expect(times(body.items)).toEqual(newestFirst(written));
      expect(new Set(body.items.map(({ id }: Idea) => id))).toEqual(new Set(written.map(({ id }) => id)));
      for (const item of body.items) expect(item).toEqual(written.find(({ id }) => id === item.id));
    });

    it.each([1, 2, 3, 5, 10, 11, 12, 100])('shows each exactly once in pages of %i', async (limit) => {
      const seen: Idea[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query = new URLSearchParams({ limit: String(limit), ...(cursor === '' ? {} : { cursor }) });
        const { status, body } = await service.get(`/api/v1/ideas?${query.toString()}`);
        expect(status).toBe(200);
        expect(body.items.length).toBeGreaterThan(0);
        expect(body.items.length).toBeLessThanOrEqual(limit);
        seen.push(...body.items);
        cursor = body.next_cursor as string | null;
        expect(cursor === null).toBe(seen.length === written.length);
      }
      const all = await service.get('/api/v1/ideas');
      expect(seen).toEqual(all.body.items);
    });

    it('goes on where it was, although newer ideas came', async () => {
      const first = (await service.get('/api/v1/ideas?limit=2')).body;
      written.push((await service.generate({ ...short, max_tokens: 8 })).body);
      const second = (await service.get(`/api/v1/ideas?limit=100&cursor=${first.next_cursor}`)).body;
      expect([...first.items, ...second.items]).toHaveLength(written.length - 1);
    });

    it.each([
      ['limit', 'limit=0'],
      ['limit', 'limit=-1'],
      ['limit', 'limit=101'],
      ['limit', 'limit=1.5'],
      ['limit', 'limit=ten'],
      ['limit', 'limit='],
      ['limit', 'limit=1&limit=2'],
      ['cursor', 'cursor='],
      ['cursor', 'cursor=nonsense'],
      ['cursor', 'cursor=MTIz'],
      ['cursor', `cursor=${'a'.repeat(201)}`],
      ['cursor', "cursor=' OR 1=1 --"],
      ['cursor', 'cursor=a&cursor=b'],
      ['page', 'page=1'],
    ])('blames %s in ?%s', async (name, query) => {
      const problem = expectProblem(await service.get(`/api/v1/ideas?${query}`), 400, 'validation_failed');
      expect(blamed(problem)).toEqual([name]);
    });
  });

  describe('GET /api/v1/ideas/{id}', () => {
    it('answers the idea as generate did', async () => {
      const { status, body } = await service.get(`/api/v1/ideas/${written[0].id}`);
      expect({ status, body }).toEqual({ status: 200, body: written[0] });
    });

    it.each([unknown, 'nothing', '1', "' OR '1'='1", '%25', 'a'.repeat(2000)])('does not know %s', async (id) => {
      expectProblem(await service.get(`/api/v1/ideas/${encodeURIComponent(id)}`), 404, 'idea_not_found');
    });
  });

  describe('POST /api/v1/ideas/{id}/rate', () => {
    const rate = (id: string, body: unknown) => service.post(`/api/v1/ideas/${id}/rate`, body);

    it.each([1, 2, 3, 4, 5])('takes %i, and shows it from then on', async (rating) => {
      const idea = written[1];
      const answer = await rate(idea.id, { rating });
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { ...idea, rating } });
      expect((await service.get(`/api/v1/ideas/${idea.id}`)).body).toEqual({ ...idea, rating });
      const { items } = (await service.get('/api/v1/ideas?limit=100')).body;
      expect(items.find(({ id }: Idea) => id === idea.id)).toEqual({ ...idea, rating });
      // Nobody else's changes.
      expect(items.filter((item: Idea) => item.rating !== null)).toHaveLength(1);
    });

    it.each([0, 6, -1, 2.5, '3', null, true, [3], {}, 1e99])('does not take %j', async (rating) => {
      const { id } = written[2];
      const problem = expectProblem(await rate(id, { rating }), 400, 'validation_failed');
      expect(blamed(problem)).toEqual(['rating']);
      expect((await service.get(`/api/v1/ideas/${id}`)).body.rating).toBeNull();
    });

    it('needs a rating, and nothing else', async () => {
      expect(blamed(expectProblem(await rate(written[2].id, {}), 400, 'validation_failed'))).toEqual(['rating']);
      const problem = expectProblem(await rate(written[2].id, { rating: 3, by: 'me' }), 400, 'validation_failed');
      expect(blamed(problem)).toEqual(['by']);
    });

    it('does not know every idea', async () => {
      expectProblem(await rate(unknown, { rating: 3 }), 404, 'idea_not_found');
    });
  });
});

describe('A service that is killed right after an answer', () => {
  it('has the idea and its rating when it is started again', async () => {
    const first = await startService();
    const { body: generated } = await first.generate(short);
    await first.stop('SIGKILL');

    const second = await startService({ dataDir: first.dataDir });
    expect((await second.get(`/api/v1/ideas/${generated.id}`)).body).toEqual(generated);
    const { body: rated } = await second.post(`/api/v1/ideas/${generated.id}/rate`, { rating: 4 });
    await second.stop('SIGKILL');

    const third = await startService({ dataDir: first.dataDir });
    expect(rated).toEqual({ ...generated, rating: 4 });
    expect((await third.get('/api/v1/ideas')).body).toEqual({ items: [rated], next_cursor: null });
    const { body: next } = await third.generate(short);
    expect((await third.get('/api/v1/ideas')).body.items).toEqual([next, rated]);
  });
});
