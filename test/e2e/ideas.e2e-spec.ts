import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { embeddedDatabase } from '@muse/adapters/storage/database.js';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import { DataSource } from 'typeorm';
import { anIdea } from '../support/fakes/samples.js';
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
      ['category', 'category='],
      ['category', 'category=art&category=health'],
      ['category', `category=${'a'.repeat(65)}`],
      ['language', 'language=nl'],
      ['model', 'model='],
      ['min_rating', 'min_rating=0'],
      ['min_rating', 'min_rating=6'],
      ['min_rating', 'min_rating=2.5'],
      ['min_rating', 'min_rating='],
      ['favourite', 'favourite='],
      ['favourite', 'favourite=1'],
      ['favourite', 'favourite=true&favourite=false'],
      ['q', 'q='],
      ['q', 'q=%20'],
      ['q', `q=${'a'.repeat(201)}`],
      ['q', 'q=a&q=b'],
      ['q[a]', 'q[a]=b'],
      ['format', 'format=json'],
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

describe('Ideas to look through', () => {
  let service: Service;
  const ids = { roof: idOf(1), tea: idOf(2), formula: idOf(3), rain: idOf(4) };

  function idOf(n: number): string {
    return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  }

  beforeAll(async () => {
    service = await startService({ untilReady: false });
    const texts = [
      { id: ids.roof, title: 'Solardächer', content: 'Ärger\nauf der Straße', category: 'technology' },
      { id: ids.tea, title: '100% Tee', content: '# <b>Tee</b>, "grün"', language: 'en', rating: 4, category: 'art' },
      { id: ids.formula, title: '=HYPERLINK("x")', content: '+1\r\n-1', prompt: '@SUM(A1)', category: 'art' },
      { id: ids.rain, title: 'Regen', content: 'Regen', modelUsed: 'muse-maxi', rating: 2, category: 'art' },
    ] as const;
    await keep(
      service,
      texts.map((text, n) => anIdea({ ...text, createdAt: new Date(1_700_000_000_000 - n) })),
    );
  });

  const found = async (query: string): Promise<string[]> => {
    const { body } = await service.get(`/api/v1/ideas?${query}`);
    return body.items.map(({ id }: Idea) => id);
  };

  it.each<[string, (keyof typeof ids)[]]>([
    ['', ['roof', 'tea', 'formula', 'rain']],
    ['category=art', ['tea', 'formula', 'rain']],
    ['language=en', ['tea']],
    ['model=muse-maxi', ['rain']],
    ['min_rating=2', ['tea', 'rain']],
    ['min_rating=3', ['tea']],
    ['favourite=true', []],
    ['favourite=false&category=technology', ['roof']],
    ['q=%C3%84RGER', ['roof']],
    ['q=stra%C3%9Fe', ['roof']],
    ['q=%20tee%20', ['tea']],
    ['q=100%25', ['tea']],
    ['q=%25', ['tea']],
    ['q=regen&min_rating=3', []],
    ['category=none', []],
  ])('are found by ?%s', async (query, names) => {
    expect(await found(query)).toEqual(names.map((name) => ids[name]));
  });

  it('go on under a filter where a page ended', async () => {
    const { body: first } = await service.get('/api/v1/ideas?category=art&limit=2');
    expect(first.items.map(({ id }: Idea) => id)).toEqual([ids.tea, ids.formula]);
    const { body: second } = await service.get(`/api/v1/ideas?category=art&limit=1&cursor=${first.next_cursor}`);
    expect(second).toEqual({ items: [expect.objectContaining({ id: ids.rain })], next_cursor: null });
  });

  it('are favourites from the mark on until it is taken away', async () => {
    const { body: idea } = await service.get(`/api/v1/ideas/${ids.rain}`);
    const path = `/api/v1/ideas/${ids.rain}/favourite`;
    for (const method of ['PUT', 'PUT']) {
      const { status, body } = await service.request(path, { method });
      expect({ status, body }).toEqual({ status: 200, body: { ...idea, favourite: true } });
    }
    expect(await found('favourite=true')).toEqual([ids.rain]);
    for (const method of ['DELETE', 'DELETE']) {
      const { status, body } = await service.request(path, { method });
      expect({ status, body }).toEqual({ status: 200, body: { ...idea, favourite: false } });
    }
    expect(await found('favourite=true')).toEqual([]);
    expectProblem(
      await service.request(`/api/v1/ideas/${unknown}/favourite`, { method: 'PUT' }),
      404,
      'idea_not_found',
    );
    expectProblem(
      await service.request(`/api/v1/ideas/${unknown}/favourite`, { method: 'DELETE' }),
      404,
      'idea_not_found',
    );
  });

  describe('GET /api/v1/ideas/export', () => {
    it('is the JSON of all ideas', async () => {
      const answer = await service.get('/api/v1/ideas/export');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="creative-muse-ideas.json"');
      expect(answer.body).toEqual((await service.get('/api/v1/ideas')).body.items);
      expect((await service.get('/api/v1/ideas/export?category=none')).body).toEqual([]);
    });

    it('is CSV that no spreadsheet runs', async () => {
      const answer = await service.get('/api/v1/ideas/export?format=csv&category=art&min_rating=1');
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="creative-muse-ideas.csv"');
      const response = await fetch(`${service.url}/api/v1/ideas/export?format=csv&q=hyperlink`);
      const bytes = Buffer.from(await response.arrayBuffer());
      const columns =
        'id,title,content,category,language,prompt,rating,favourite,created_at,generation_method,model_used,generation_time,cached,prompt_tokens,completion_tokens,angle,parent_id,instruction';
      const row = `${ids.formula},"'=HYPERLINK(""x"")","'+1\r\n-1",art,de,'@SUM(A1),,false,2023-11-14T22:13:19.998Z,single,muse-mini,1.25,false,17,96,,,`;
      expect(bytes.toString()).toBe(`\ufeff${columns}\r\n${row}\r\n`);
    });

    it('is Markdown in which text stays text', async () => {
      const answer = await service.get('/api/v1/ideas/export?format=md&language=en');
      expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="creative-muse-ideas.md"');
      expect(answer.text).toBe(
        [
          '# Creative Muse',
          '',
          '## 100% Tee',
          '',
          '\\# \\<b\\>Tee\\</b\\>, "grün"',
          '',
          '- prompt: Solardächer',
          '- category: art',
          '- language: en',
          '- model: muse-mini',
          '- rating: 4 of 5',
          '- created: 2023-11-14T22:13:19.999Z',
          `- id: ${ids.tea}`,
          '',
        ].join('\n'),
      );
    });

    it.each([
      ['format', 'format=xml'],
      ['format', 'format='],
      ['limit', 'limit=5'],
      ['cursor', 'cursor=a'],
      ['min_rating', 'format=csv&min_rating=9'],
    ])('blames %s in ?%s', async (name, query) => {
      const problem = expectProblem(await service.get(`/api/v1/ideas/export?${query}`), 400, 'validation_failed');
      expect(blamed(problem)).toEqual([name]);
    });

    it('has all of many ideas, and reads no further than its client', async () => {
      // 40 MB: more than sockets hold, so that a client who does not read holds it up.
      const content = 'Wörter '.repeat(25_000);
      const many = Array.from({ length: 210 }, (_, n) =>
        anIdea({ id: idOf(1000 + n), content, category: 'many', createdAt: new Date(1_600_000_000_000 + n) }),
      );
      await keep(service, many);

      const stalled = httpRequest(`${service.url}/api/v1/ideas/export?category=many&format=md`).end();
      const [response] = await once(stalled, 'response');
      response.pause();
      // Was there when the export began; it has not come to it yet.
      const { status } = await service.request(`/api/v1/ideas/${idOf(1000)}`, { method: 'DELETE' });
      expect(status).toBe(204);
      let text = '';
      for await (const part of response.setEncoding('utf8')) text += String(part);
      expect(text.match(/^- id: .*$/gm)).toEqual(
        many
          .slice(1)
          .map(({ id }) => `- id: ${id}`)
          .reverse(),
      );

      const hungUp = httpRequest(`${service.url}/api/v1/ideas/export?category=many`).end();
      await once(hungUp, 'response');
      hungUp.destroy();
      const { body } = await service.get('/api/v1/ideas/export?category=many');
      expect(body).toHaveLength(209);
    });
  });

  it('are gone when they were deleted, and the statistics follow', async () => {
    const before = (await service.get('/api/v1/stats')).body;
    const answer = await service.request(`/api/v1/ideas/${ids.tea}`, { method: 'DELETE' });
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
    expectProblem(await service.get(`/api/v1/ideas/${ids.tea}`), 404, 'idea_not_found');
    expect(await found('category=art')).toEqual([ids.formula, ids.rain]);
    const after = (await service.get('/api/v1/stats')).body;
    expect(after.total_ideas).toBe(before.total_ideas - 1);
    expect(after.categories.art).toBe(before.categories.art - 1);
    expect({ before: before.average_rating, after: after.average_rating }).toEqual({ before: 3, after: 2 });
    expectProblem(await service.request(`/api/v1/ideas/${ids.tea}`, { method: 'DELETE' }), 404, 'idea_not_found');
  });
});

/** Keeps ideas in the database of a service that runs. */
async function keep(service: Service, ideas: Parameters<TypeormIdeaRepository['save']>[0][]): Promise<void> {
  const database = await new DataSource(embeddedDatabase(service.dataDir)).initialize();
  const repository = new TypeormIdeaRepository(database);
  for (const idea of ideas) await repository.save(idea);
  await database.destroy();
}

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
