import { expectBatch, expectBatchStream, postBatch, streamBatch } from '../support/batches.js';
import type { Json } from '../support/json.js';
import { modelFolder } from '../support/models.js';
import { blamed, expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

const second = 'muse-second';
const absent = 'muse-absent';

function cacheDir(): string {
  return modelFolder([{ key: second }, { key: absent, installed: false }]);
}

function prompts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Regen ${index}`);
}

async function ideasOf(service: Service): Promise<Json[]> {
  return (await service.get('/api/v1/ideas?limit=100')).body.items;
}

describe('POST /api/v1/generate/batch', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: { MODEL_CACHE_DIR: cacheDir(), PRELOAD_TOP_MODELS: '0' } });
    expect((await service.post('/api/v1/models/preload', { model_keys: [second] })).body.results[0].success).toBe(true);
  });

  describe('as JSON', () => {
    it('answers every idea with every field, in the order of the prompts', async () => {
      const request = {
        prompts: ['  Regen ', 'Licht', 'Garten'],
        category: 'art',
        creativity_level: 3,
        language: 'en',
      };
      const before = performance.now();
      const { status, headers, body } = await postBatch(service, request);
      const seconds = (performance.now() - before) / 1000;
      expect({ status, type: headers.get('content-type') }).toEqual({
        status: 200,
        type: expect.stringMatching(/^application\/json\b/),
      });
      expectBatch(body, { total: 3 });
      expect(body.total_time).toBeLessThanOrEqual(seconds);
      expect(body.ideas.map(({ prompt }: Json) => prompt)).toEqual(['Regen', 'Licht', 'Garten']);
      for (const idea of body.ideas) {
        expect(idea).toEqual({
          id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
          title: expect.stringMatching(/\S/),
          content: expect.stringMatching(/\S/),
          category: 'art',
          language: 'en',
          prompt: expect.any(String),
          angle: null,
          parent_id: null,
          instruction: null,
          candidates: null,
          rating: null,
          favourite: false,
          created_at: expect.stringMatching(/Z$/),
          generation_method: 'model_batch',
          model_used: 'muse-mini',
          generation_time: expect.any(Number),
          cached: false,
          usage: { prompt_tokens: expect.any(Number), completion_tokens: expect.any(Number) },
        });
        expect(idea.generation_time).toBeLessThanOrEqual(body.total_time);
        expect((await service.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
      }
    });

    it('takes the defaults for everything but the prompts', async () => {
      const { body } = await postBatch(service, { prompts: ['Regen'] });
      expectBatch(body, { total: 1 });
      expect(body.ideas[0]).toMatchObject({ category: 'general', language: 'de', generation_method: 'model_batch' });
    });

    it('gives prompt i to models[i], and to the default model where the list is shorter', async () => {
      const { body } = await postBatch(service, { prompts: prompts(3), models: [second] });
      expectBatch(body, { total: 3 });
      expect(body.ideas.map((idea: Json) => [idea.prompt, idea.model_used, idea.generation_method])).toEqual([
        ['Regen 0', second, 'parallel_batch'],
        ['Regen 1', 'muse-mini', 'parallel_batch'],
        ['Regen 2', 'muse-mini', 'parallel_batch'],
      ]);
    });

    it('writes n ideas for each prompt, on its model, from the angles in turn', async () => {
      const { body } = await postBatch(service, { prompts: ['Regen', 'Licht'], models: [second], n: 3 });
      expectBatch(body, { total: 6 });
      expect(body.ideas.map((idea: Json) => [idea.prompt, idea.angle, idea.model_used])).toEqual([
        ['Regen', null, second],
        ['Regen', 'constraint', second],
        ['Regen', 'opposite', second],
        ['Licht', null, 'muse-mini'],
        ['Licht', 'constraint', 'muse-mini'],
        ['Licht', 'opposite', 'muse-mini'],
      ]);
    });

    it('runs a batch of one other model as model_batch', async () => {
      const { body } = await postBatch(service, { prompts: prompts(2), models: [second, second] });
      expectBatch(body, { total: 2 });
      expect(body.ideas.map((idea: Json) => [idea.model_used, idea.generation_method])).toEqual([
        [second, 'model_batch'],
        [second, 'model_batch'],
      ]);
    });

    it.each([[[]], [['muse-second', 'muse-mini']]])('runs one after the other, models %j', async (models) => {
      const { body } = await postBatch(service, { prompts: prompts(2), models, parallel: false });
      expectBatch(body, { total: 2 });
      expect(body.ideas.map((idea: Json) => idea.generation_method)).toEqual(['sequential_batch', 'sequential_batch']);
      const [first, next] = body.ideas;
      expect(Date.parse(next.created_at)).toBeGreaterThanOrEqual(Date.parse(first.created_at));
      // The times do not overlap: together they fit into the whole.
      expect(body.total_time - first.generation_time).toBeGreaterThanOrEqual(next.generation_time);
    });

    it('lets an unknown model fail its item alone', async () => {
      const { status, body } = await postBatch(service, { prompts: prompts(3), models: ['muse-mini', 'gpt-9'] });
      expect(status).toBe(200);
      expectBatch(body, { total: 3, failed: 1 });
      expect(body.errors).toEqual([
        {
          index: 1,
          prompt: 'Regen 1',
          model: 'gpt-9',
          code: 'model_not_found',
          detail: expect.stringMatching(/"gpt-9".*muse-mini.*muse-second/),
        },
      ]);
      expect(body.ideas.map(({ prompt }: Json) => prompt)).toEqual(['Regen 0', 'Regen 2']);
    });

    it('lets a model that is not on this machine fail its item alone', async () => {
      const { body } = await postBatch(service, { prompts: prompts(2), models: [absent], parallel: false });
      expectBatch(body, { total: 2, failed: 1 });
      expect(body.errors).toMatchObject([{ index: 0, prompt: 'Regen 0', model: absent, code: 'model_not_downloaded' }]);
      expect(body.ideas[0]).toMatchObject({ prompt: 'Regen 1', generation_method: 'sequential_batch' });
    });

    it('answers 200 and an average of 0 where every item fails', async () => {
      const { status, body } = await postBatch(service, { prompts: prompts(2), models: [absent, 'gpt-9'] });
      expect(status).toBe(200);
      expectBatch(body, { total: 2, failed: 2 });
      expect(body.average_time).toBe(0);
      expect(body.errors.map(({ index, code }: Json) => [index, code])).toEqual([
        [0, 'model_not_downloaded'],
        [1, 'model_not_found'],
      ]);
    });

    it('lets a prompt that does not fit the context fail alone', async () => {
      // Three bytes each, and none of them in the words of the model.
      const { body } = await postBatch(service, { prompts: ['漢'.repeat(2000), 'Regen'] });
      expectBatch(body, { total: 2, failed: 1 });
      expect(body.errors).toMatchObject([{ index: 0, model: 'muse-mini', code: 'prompt_too_long' }]);
      expect(body.ideas[0].prompt).toBe('Regen');
    });

    it.each<[string, string, Record<string, unknown>]>([
      ['prompts', '{}', {}],
      ['prompts', '[]', { prompts: [] }],
      ['prompts', 'a string', { prompts: 'Regen' }],
      ['prompts', 'a blank prompt', { prompts: [' '] }],
      ['prompts', 'a number', { prompts: [5] }],
      ['prompts', 'null', { prompts: [null] }],
      ['prompts', 'a prompt of 4001 characters', { prompts: ['Regen', 'x'.repeat(4001)] }],
      ['prompts', '101 prompts', { prompts: prompts(101) }],
      ['models', 'a string for models', { prompts: ['Regen'], models: 'muse-mini' }],
      ['models', 'a number for a model', { prompts: ['Regen'], models: [5] }],
      ['parallel', "'yes' for parallel", { prompts: ['Regen'], parallel: 'yes' }],
      ['parallel', 'null for parallel', { prompts: ['Regen'], parallel: null }],
      ['creativity_level', 'creativity 11', { prompts: ['Regen'], creativity_level: 11 }],
      ['language', 'Portuguese', { prompts: ['Regen'], language: 'pt' }],
      ['category', 'a category that is no slug', { prompts: ['Regen'], category: 'A B' }],
      ['n', 'more ideas than a batch may have', { prompts: ['Regen', 'Licht'], n: 51 }],
      ['ensemble', 'an ensemble of none', { prompts: ['Regen'], ensemble: { candidates: 0 } }],
      ['ensemble', 'more candidates than an ensemble may have', { prompts: ['Regen'], ensemble: { candidates: 9 } }],
      ['prompt', 'a single prompt', { prompts: ['Regen'], prompt: 'Regen' }],
    ])('blames %s for %s', async (field, _, request) => {
      const problem = expectProblem(await postBatch(service, request), 400, 'validation_failed');
      expect(blamed(problem).map((path) => path.split('.')[0])).toEqual([field]);
      // The same before a stream opens.
      const stream = await streamBatch(service, request);
      expect(stream.response.status).toBe(400);
      expect(stream.response.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
    });
  });

  describe('as a stream', () => {
    const types = (events: readonly Json[]): Set<string> => new Set(events.map(({ type }) => type));

    it('tells everything, and at the end what the JSON answer says', async () => {
      const request = { prompts: prompts(5), models: ['muse-mini', second, 'gpt-9', absent], language: 'fr' };
      const stream = await streamBatch(service, request);
      expect(stream.response.status).toBe(200);
      expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream\b/);
      expect(stream.response.headers.get('cache-control')).toBe('no-cache, no-transform');
      const all = await stream.all();
      const items = expectBatchStream(all, 5);

      const { type, ...response } = all.at(-1)!.data;
      expect(type).toBe('batch_complete');
      expectBatch(response, { total: 5, failed: 2 });
      const ended = items.map(({ events }) => events.at(-1));
      expect(response.ideas).toEqual(ended.flatMap((event) => (event.type === 'complete' ? [event.idea] : [])));
      expect(response.errors.map(({ index, code, detail }: Json) => [index, code, detail])).toEqual(
        ended.flatMap((event, index) => (event.type === 'error' ? [[index, event.code, event.error]] : [])),
      );
      expect(ended.map((event) => event.code ?? event.idea.model_used)).toEqual([
        'muse-mini',
        second,
        'model_not_found',
        'model_not_downloaded',
        'muse-mini',
      ]);
      for (const idea of response.ideas) {
        expect(idea.generation_method).toBe('parallel_batch');
        expect((await service.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
      }
    });

    it('decodes the prompts of a model_batch together: all begin before one ends', async () => {
      const all = await (await streamBatch(service, { prompts: prompts(4) })).all();
      expect(all[0].data.method).toBe('model_batch');
      const items = expectBatchStream(all, 4);
      const firstEnd = Math.min(...items.map(({ end }) => end));
      for (const { begin, events } of items) {
        expect(begin).toBeLessThan(firstEnd);
        expect(types(events)).toContain('chunk');
      }
    });

    it('runs the models of a parallel_batch side by side', async () => {
      const models = ['muse-mini', second, 'muse-mini', second];
      const all = await (await streamBatch(service, { prompts: prompts(4), models })).all();
      expect(all[0].data.method).toBe('parallel_batch');
      const items = expectBatchStream(all, 4);
      const spanOf = (places: number[]): [number, number] => [
        Math.min(...places.map((place) => items[place].begin)),
        Math.max(...places.map((place) => items[place].end)),
      ];
      const [ours, others] = [spanOf([0, 2]), spanOf([1, 3])];
      expect(ours[0]).toBeLessThan(others[1]);
      expect(others[0]).toBeLessThan(ours[1]);
    });

    it('begins an item of a sequential_batch when the one before has ended', async () => {
      const models = ['muse-mini', second, 'gpt-9'];
      const all = await (await streamBatch(service, { prompts: prompts(4), models, parallel: false })).all();
      expect(all[0].data.method).toBe('sequential_batch');
      const items = expectBatchStream(all, 4);
      for (const [index, { begin }] of items.entries()) {
        if (index > 0) expect(begin).toBeGreaterThan(items[index - 1].end);
      }
    });
  });

  describe('whose client hangs up', () => {
    const request = { parallel: false, prompts: Array.from({ length: 60 }, (_, index) => `Flut ${index}`) };
    const written = async (): Promise<number> =>
      (await ideasOf(service)).filter(({ prompt }) => request.prompts.includes(prompt)).length;

    /** Expects that some of the ideas are there and that no more come. */
    async function expectStopped(least: number): Promise<void> {
      // Whoever writes longest after the hang-up has ended: then the service has heard of it.
      await service.generate({ ...short, max_tokens: 100 });
      const kept = await written();
      expect(kept).toBeGreaterThanOrEqual(least);
      expect(kept).toBeLessThan(request.prompts.length);
      for (let turn = 0; turn < 2; turn += 1) await service.generate({ ...short, max_tokens: 200 });
      expect(await written()).toBe(kept);
    }

    it('cancels what is left and keeps what is done (JSON)', async () => {
      const controller = new AbortController();
      const answer = postBatch(service, request, { signal: controller.signal }).then(
        () => 'answered',
        () => 'hung up',
      );
      await eventually(async () => ((await written()) >= 1 ? true : undefined), 'the first idea of a batch');
      controller.abort();
      expect(await answer).toBe('hung up');
      await expectStopped(1);
    });

    it('cancels what is left and keeps what is done (stream)', async () => {
      const before = await written();
      const stream = await streamBatch(service, request);
      const { idea } = await stream.until('complete');
      await stream.until('complete');
      stream.abort();
      expect((await service.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
      await expectStopped(before + 2);
    });
  });
});

describe('A batch and the limits of the service', () => {
  it('takes BATCH_MAX_PROMPTS prompts, and not one more', async () => {
    const service = await startService({ env: { BATCH_MAX_PROMPTS: '3' } });
    expectBatch((await postBatch(service, { prompts: prompts(3) })).body, { total: 3 });
    expectBatch((await postBatch(service, { prompts: prompts(1), n: 3 })).body, { total: 3 });
    const problem = expectProblem(await postBatch(service, { prompts: prompts(4) }), 400, 'validation_failed');
    expect(blamed(problem)).toEqual(['prompts']);
    expect(problem.errors[0].reason).toMatch(/\b3\b/);
    await service.stop();
  });

  it('runs the models of a batch one after the other with MAX_PARALLEL_WORKERS=1', async () => {
    const service = await startService({ env: { MODEL_CACHE_DIR: cacheDir(), MAX_PARALLEL_WORKERS: '1' } });
    const models = ['muse-mini', second, 'muse-mini', second];
    const items = expectBatchStream(await (await streamBatch(service, { prompts: prompts(4), models })).all(), 4);
    const [ours, others] = [
      [items[0], items[2]],
      [items[1], items[3]],
    ];
    const endOf = (group: typeof ours): number => Math.max(...group.map(({ end }) => end));
    const beginOf = (group: typeof ours): number => Math.min(...group.map(({ begin }) => begin));
    expect(endOf(ours) < beginOf(others) || endOf(others) < beginOf(ours)).toBe(true);
    await service.stop();
  });

  describe('that writes one text at a time and lets one wait', () => {
    let service: Service;

    beforeAll(async () => {
      service = await startService({ env: { MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '1', PRELOAD_TOP_MODELS: '0' } });
    });

    it('writes every prompt of a batch that is larger than the queue', async () => {
      expectBatch((await postBatch(service, { prompts: prompts(6) })).body, { total: 6 });
    });

    it('writes every prompt of several such batches at the same time', async () => {
      const answers = await Promise.all(Array.from({ length: 4 }, () => postBatch(service, { prompts: prompts(3) })));
      for (const { body } of answers) expectBatch(body, { total: 3 });
    });

    it('streams such batches, too', async () => {
      const streams = await Promise.all(
        Array.from({ length: 3 }, () => streamBatch(service, { prompts: prompts(2), language: 'it' })),
      );
      for (const stream of streams) expectBatchStream(await stream.all(), 2);
    });

    it('counts each of these texts once as used, and once as a hit', async () => {
      const { usage_stats: stats, preload_report: report } = (await service.get('/api/v1/models/usage-stats')).body;
      expect(stats['muse-mini'].usage_count).toBe(6 + 12 + 6);
      expect({ hits: report.hits, cold: report.cold_starts }).toEqual({ hits: 6 + 12 + 6, cold: 0 });
    });
  });
});
