import type { Json } from '../support/json.js';
import { postBatch, streamBatch } from '../support/batches.js';
import { modelFolder, usageOf } from '../support/models.js';
import { expectProblem } from '../support/problems.js';
import { type Service, startService } from '../support/service.js';
import { SocketClient } from '../support/socket-client.js';
import { getStream, type StreamedEvent, textOf } from '../support/sse.js';

const wish = { prompt: 'Solardächer für Schulen', language: 'de', seed: 7 };
const stream = '/api/v1/generate/stream';

const titlesOf = ({ candidates }: Json): string[] => candidates.map(({ title }: Json) => title);
const contentsOf = ({ candidates }: Json): string[] => candidates.map(({ content }: Json) => content);

/** The texts of candidates, as a reader puts them together. */
function textsOf(events: readonly StreamedEvent[]): Map<number, string> {
  const texts = new Map<number, string>();
  for (const { data } of events) {
    if (data.type !== 'candidate') continue;
    const before = [...(texts.get(data.index) ?? '')].slice(0, data.from);
    expect(before).toHaveLength(data.from);
    texts.set(data.index, `${before.join('')}${data.content}`);
  }
  return texts;
}

describe('Ensembles', () => {
  let service: Service;
  /** The idea of `wish` with four candidates. */
  let four: Json;

  beforeAll(async () => {
    // muse-mini's weights under other keys; one behind the prompt of a model that follows instructions, which this one does not.
    const models = modelFolder([
      { key: 'twin' },
      { key: 'told', prompt_template: 'mistral' },
      { key: 'absent', installed: false },
    ]);
    service = await startService({
      env: { MODEL_CACHE_DIR: models, PROMPT_CACHE_SIZE: '100', STREAM_RESUME_GRACE: '600' },
    });
    four = (await service.generate({ ...wish, ensemble: { candidates: 4 } })).body;
  });

  const generate = async (ensemble: Json, fields: Json = {}): Promise<Json> => {
    const { status, body } = await service.generate({ ...wish, ...fields, ensemble });
    expect({ status, body }).toEqual({ status: 200, body: expect.any(Object) });
    return body;
  };

  it('writes candidates with seeds in a row, ranks them, and keeps the best as the idea with all of them', async () => {
    expect(four).toMatchObject({ generation_method: 'ensemble', model_used: 'muse-mini', cached: false });
    const { candidates } = four;
    expect(candidates.map(({ index, seed }: Json) => [index, seed])).toEqual([0, 1, 2, 3].map((i) => [i, 7 + i]));
    expect(new Set(contentsOf(four)).size).toBe(4);
    const byRank = [...candidates].sort((a: Json, b: Json) => a.rank - b.rank);
    expect(byRank.map(({ rank }: Json) => rank)).toEqual([1, 2, 3, 4]);
    const sums = byRank.map(({ sum }: Json) => sum);
    expect(sums).toEqual([...sums].sort((a: number, b: number) => b - a));
    expect(byRank[0]).toMatchObject({ title: four.title, content: four.content });
    for (const candidate of candidates) {
      const { scores } = candidate;
      for (const name of ['likelihood', 'on_topic', 'length', 'non_repetition']) {
        expect(scores[name]).toBeGreaterThan(0);
        expect(scores[name]).toBeLessThanOrEqual(1);
      }
      expect(scores.cross_likelihood).toBeNull();
      expect(candidate).toMatchObject({ fused: false, error: null, reason: expect.stringMatching(/\S/) });
    }
    const written = candidates.reduce((sum: number, { usage }: Json) => sum + Number(usage.completion_tokens), 0);
    expect(four.usage.completion_tokens).toBe(written);
    expect((await service.get(`/api/v1/ideas/${four.id}`)).body).toEqual(four);
  });

  it('writes the same texts again for the same seed, each as it would be written alone, and remembers none', async () => {
    const again = await generate({ candidates: 4 });
    expect(contentsOf(again)).toEqual(contentsOf(four));
    expect(again).toMatchObject({ cached: false });
    expect(again.id).not.toBe(four.id);
    const alone = (await service.generate({ ...wish, seed: 9, cache: false })).body;
    expect([alone.title, alone.content]).toEqual([titlesOf(four)[2], contentsOf(four)[2]]);
  });

  it('counts each candidate as a use of its model, and the idea once', async () => {
    const before = (await usageOf(service)).usage_stats['muse-mini'].usage_count;
    const total = async (): Promise<number> => (await service.get('/api/v1/stats')).body.total_ideas;
    const ideas = await total();
    await generate({ candidates: 3 });
    expect((await usageOf(service)).usage_stats['muse-mini'].usage_count).toBe(Number(before) + 3);
    expect(await total()).toBe(ideas + 1);
  });

  it('compares candidates with the kept ideas of their language and category', async () => {
    const fields = { category: 'art', prompt: 'Moorwasser' };
    const first = await generate({ candidates: 1 }, fields);
    expect(first.candidates[0].scores.novelty).toBeNull();
    const again = await generate({ candidates: 1 }, fields);
    expect(again.candidates[0].scores.novelty).toBe(0);
  });

  it('lets models write side by side and read what the other wrote', async () => {
    const idea = await generate({ models: ['muse-mini', 'twin'], candidates: 2, strategy: 'best_of' });
    expect(idea.candidates.map(({ model_used: model }: Json) => model)).toEqual([
      'muse-mini',
      'muse-mini',
      'twin',
      'twin',
    ]);
    expect(contentsOf(idea)).toEqual(contentsOf(four));
    // The twin has the same weights.
    for (const { scores } of idea.candidates) expect(scores.cross_likelihood).toBeCloseTo(scores.likelihood, 3);
  });

  it('lets a candidate fail alone whose model is not on this machine', async () => {
    const idea = await generate({ models: ['absent', 'muse-mini'], candidates: 2 });
    expect(idea.candidates).toMatchObject([
      { model_used: 'absent', title: '', scores: null, sum: null, rank: null, error: { code: 'model_not_downloaded' } },
      { model_used: 'muse-mini', rank: 1, scores: { cross_likelihood: null } },
    ]);
    const { status, body } = await service.generate({ ...wish, ensemble: { models: ['absent'], candidates: 2 } });
    expect([status, body.code]).toEqual([503, 'model_not_downloaded']);
  });

  it('has one idea made of the candidates by a model that is told what to do', async () => {
    const idea = await generate({ models: ['muse-mini', 'told'], candidates: 2, strategy: 'fusion' });
    const [first, second, fused] = idea.candidates;
    expect(fused).toMatchObject({ index: 2, model_used: 'told', fused: true, seed: 9, rank: 1 });
    expect([first.rank, second.rank].sort()).toEqual([2, 3]);
    expect(idea).toMatchObject({ title: fused.title, content: fused.content, model_used: 'told' });
    // It has read them.
    expect(fused.usage.prompt_tokens).toBeGreaterThan(
      Number(first.usage.completion_tokens) + Number(second.usage.completion_tokens),
    );
  });

  it('streams the candidates as they come, and then the winner', async () => {
    const events = await (await service.stream({ ...wish, ensemble: { candidates: 4 } })).all();
    const types = events.map(({ data }) => data.type).join(' ');
    expect(types).toMatch(/^(queued )*((candidate|candidate_complete) )+start (chunk )+complete$/);
    const { idea } = events.at(-1)!.data;
    expect(contentsOf(idea)).toEqual(contentsOf(four));
    const texts = textsOf(events);
    for (const [index, content] of contentsOf(idea).entries()) expect(texts.get(index)).toContain(content);
    const ends = events.filter(({ data }) => data.type === 'candidate_complete');
    expect(ends.map(({ data }) => data.index).sort()).toEqual([0, 1, 2, 3]);
    for (const { data } of ends) {
      const { rank: _rank, reason: _reason, ...known } = idea.candidates[data.index];
      expect(data.candidate).toEqual({ ...known, rank: null, reason: '' });
    }
    const begin = events.findIndex(({ data }) => data.type === 'start');
    for (const { id } of events.slice(0, begin + 1)) expect(id).toBe(`${idea.id}:0`);
    const progress = events.map(({ data }) => data.progress);
    expect(progress).toEqual([...progress].sort((a: number, b: number) => a - b));
    expect(
      events
        .slice(begin)
        .map(({ data }) => data.content ?? '')
        .join(''),
    ).toContain(idea.content);
  });

  it('goes on with a stream that was cut among the candidates, and in the text of the winner', async () => {
    const first = await service.stream({ ...wish, ensemble: { candidates: 4 }, resumable: true });
    await first.until('candidate');
    first.abort();
    const { id, data } = first.seen.at(-1)!;
    const resume = (lastEventId: string): ReturnType<typeof getStream> =>
      getStream(`${service.url}${stream}/${data.idea_id}`, { 'last-event-id': lastEventId });
    const second = await resume(id!);
    await second.until('chunk');
    second.abort();
    const third = await (await resume(second.seen.at(-1)!.id!)).all();
    const { idea } = third.at(-1)!.data;
    expect(contentsOf(idea)).toEqual(contentsOf(four));
    // What of a candidate was told twice is put in its place.
    const heard = [...first.seen, ...second.seen];
    for (const [index, text] of textsOf(heard)) {
      const { title, content } = idea.candidates[index];
      expect(`${title}\n${content}`.startsWith(text.trim())).toBe(true);
    }
    for (const { data: event } of heard) {
      if (event.type === 'candidate_complete') expect(event.candidate.content).toBe(contentsOf(four)[event.index]);
    }
    const chunks = [...second.seen, ...third].filter(({ data: event }) => event.type === 'chunk');
    expect(textOf(chunks)).toContain(idea.content);
    expect(third.filter(({ data: { type } }) => type.startsWith('candidate'))).toEqual([]);
  });

  it('answers ensembles in a batch, each on the models that it names', async () => {
    const { ensemble, ...fields } = { ensemble: { models: ['twin'], candidates: 2 }, category: 'art', language: 'de' };
    const prompts = ['Tee', 'Regen'];
    const { status, body } = await postBatch(service, { ...fields, prompts, ensemble });
    expect([status, body.success_count]).toEqual([200, 2]);
    for (const idea of body.ideas) {
      expect(idea).toMatchObject({ generation_method: 'ensemble', model_used: 'twin', category: 'art' });
      expect(idea.candidates.map(({ rank }: Json) => rank).sort()).toEqual([1, 2]);
    }
    const events = await (await streamBatch(service, { ...fields, prompts, ensemble })).all();
    const told = events.filter(({ data }) => data.type === 'candidate_complete').map(({ data }) => data);
    expect(told.map(({ index, candidate_index: of }) => [index, of]).sort()).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    for (const { candidate, candidate_index: of } of told) expect(candidate.index).toBe(of);
  });

  it('keeps the wish for an ensemble with a durable batch', async () => {
    const ensemble = { candidates: 2 };
    const wished = { prompts: ['Tee'], models: ['muse-mini', 'twin'], ensemble };
    const { status, body } = await service.post('/api/v1/batches', wished);
    expect(status).toBe(202);
    await (await getStream(`${service.url}/api/v1/batches/${body.id}/events`)).until('batch_complete');
    const { items } = (await service.get(`/api/v1/batches/${body.id}`)).body;
    expect(items.map(({ model, state }: Json) => [model, state])).toEqual([
      ['muse-mini', 'done'],
      ['twin', 'done'],
    ]);
    for (const { model, idea } of items) {
      expect(idea).toMatchObject({ generation_method: 'ensemble', model_used: model });
      expect(idea.candidates).toHaveLength(2);
    }
  });

  it('tells the same over a socket', async () => {
    const client = await SocketClient.open(service);
    client.generate('a', { ...wish, ensemble: { candidates: 4 } });
    const { idea } = await client.end('a');
    expect(contentsOf(idea)).toEqual(contentsOf(four));
    const types = client
      .of('a')
      .map(({ type }) => type)
      .join(' ');
    expect(types).toMatch(/^(queued )*((candidate|candidate_complete) )+start (chunk )+complete$/);
    client.socket.close();
  });

  it.each<[string, Json, Json]>([
    ['ensemble.candidates', { ensemble: { candidates: 9 } }, {}],
    ['ensemble.candidates', { ensemble: { candidates: 5, models: ['muse-mini', 'twin'], strategy: 'best_of' } }, {}],
    ['ensemble.models', { ensemble: { candidates: 2, models: ['twin'] } }, { model: 'twin' }],
    ['ensemble.strategy', { ensemble: { candidates: 2, strategy: 'fusion' } }, {}],
    ['ensemble.wild', { ensemble: { candidates: 2, wild: true } }, {}],
  ])('refuses what cannot be at %s: %j %j', async (path, ensemble, fields) => {
    const answer = await service.generate({ ...wish, ...ensemble, ...fields });
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body.errors).toEqual([{ path, reason: expect.any(String) }]);
  });

  describe('that are to fuse where no model follows instructions', () => {
    const ensemble = { models: ['twin'], candidates: 2, strategy: 'fusion' };
    const prompts = ['Tee', 'Regen'];
    const reason =
      'with the strategy fusion, one of the models has to follow instructions: its prompt_template is chat or mistral';
    const path = 'ensemble.strategy';

    it.each(['/api/v1/generate', stream])('are refused before anything is written: %s', async (address) => {
      const answer = await service.post(address, { ...wish, ensemble });
      expectProblem(answer, 400, 'validation_failed');
      expect(answer.body).toMatchObject({ detail: reason, errors: [{ path, reason }] });
    });

    it('end a generation of a socket with the same words', async () => {
      const client = await SocketClient.open(service);
      client.generate('f', { ...wish, ensemble });
      expect(await client.end('f')).toMatchObject({
        type: 'error',
        code: 'validation_failed',
        error: reason,
        errors: [{ path, reason }],
      });
      client.socket.close();
    });

    it('fail each item of a batch with the same words, however it is asked for', async () => {
      const { status, body } = await postBatch(service, { prompts, ensemble });
      expect([status, body.success_count]).toEqual([200, 0]);
      const failed = { code: 'validation_failed', detail: reason };
      expect(body.errors).toMatchObject(prompts.map((prompt, index) => ({ index, prompt, ...failed })));
      const events = await (await streamBatch(service, { prompts, ensemble })).all();
      expect(events.at(-1)!.data).toMatchObject({ type: 'batch_complete', success_count: 0, errors: body.errors });

      const { body: job } = await service.post('/api/v1/batches', { prompts, ensemble });
      await (await getStream(`${service.url}/api/v1/batches/${job.id}/events`)).until('batch_complete');
      const { items } = (await service.get(`/api/v1/batches/${job.id}`)).body;
      expect(items).toMatchObject(prompts.map((prompt) => ({ prompt, state: 'failed', error: failed })));
    });
  });

  it('refuses models in two places of a batch, an ensemble in a query, and a model that there is not', async () => {
    const ensemble = { candidates: 2, models: ['twin'] };
    for (const path of ['/api/v1/generate/batch', '/api/v1/batches']) {
      const answer = await service.post(path, { prompts: ['Tee'], models: ['muse-mini'], ensemble });
      expectProblem(answer, 400, 'validation_failed');
      expect(answer.body.errors).toEqual([{ path: 'ensemble.models', reason: expect.any(String) }]);
    }
    expectProblem(await service.get(`${stream}?prompt=Tee&ensemble=2`), 400, 'validation_failed');
    const unknown = await service.generate({ ...wish, ensemble: { candidates: 2, models: ['muse-mini', 'nobody'] } });
    expectProblem(unknown, 404, 'model_not_found');
  });
});
