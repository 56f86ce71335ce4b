import { FakeTexts, type WantedText } from '../../../../test/support/fakes/fake-texts.js';
import { type Heard, listen } from '../../../../test/support/fakes/listen.js';
import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { RecordedTracing } from '../../../../test/support/fakes/recorded-tracing.js';
import { aGenerationRequest, anEntry } from '../../../../test/support/fakes/samples.js';
import type { MuseError } from '../errors/muse-error.js';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import type { Idea } from '../ideas/idea.js';
import { IdeaKeeper } from '../ideas/idea-keeper.js';
import { Catalog } from '../models/catalog.js';
import { weightsFrom } from '../ranking/weights.js';
import type { TextPrompt } from '../prompts/prompt.js';
import type { Ensemble } from './ensemble.js';
import { EnsembleGenerations } from './ensemble-generations.js';

const started = { type: 'started', promptTokens: 7, cachedTokens: 0, maxTokens: 100 } as const;
const dach = ['Das Dach\n', 'Es sammelt Regen.'];
const regen = ['Der Regen\n', 'Er fällt auf das Dach.'];

describe('EnsembleGenerations', () => {
  let texts: FakeTexts;
  let ideas: MemoryIdeaRepository;
  let generations: EnsembleGenerations;
  let failures: MuseError[];
  let tracing: RecordedTracing;

  beforeEach(() => {
    texts = new FakeTexts();
    ideas = new MemoryIdeaRepository();
    failures = [];
    tracing = new RecordedTracing();
    const catalog = new Catalog([
      anEntry(),
      anEntry({ key: 'other' }),
      anEntry({ key: 'third' }),
      anEntry({ key: 'told', promptTemplate: 'mistral' }),
    ]);
    generations = new EnsembleGenerations({
      generations: texts,
      models: { currentModel: 'muse-mini', entry: (key) => catalog.get(key) },
      ideas,
      keeper: new IdeaKeeper(ideas, tracing),
      weights: () => Promise.resolve(weightsFrom((name) => (name === 'likelihood' ? 1 : 0))),
      sideBySide: 2,
      onFailure: (error) => failures.push(error),
    });
  });

  function begin(ensemble: Partial<Ensemble> = {}, fields: Partial<GenerationRequest> = {}): Heard<IdeaEvent> {
    const wish: Ensemble = { models: [], candidates: 2, strategy: 'round_robin', ...ensemble };
    return listen(generations.generate(aGenerationRequest({ ideaId: 'idea', seed: 5, ...fields, ensemble: wish })));
  }

  const typesOf = ({ events }: Heard<IdeaEvent>): string[] => events.map(({ type }) => type);
  const ideaOf = ({ events }: Heard<IdeaEvent>): Idea => (events.at(-1) as IdeaEvent & { type: 'complete' }).idea;
  const wantedBy = (wanted: readonly WantedText[]): [string, number][] =>
    wanted.map(({ model, request }) => [model, request.sampling.seed]);

  it('leaves everything else to the others', () => {
    const request = aGenerationRequest();
    listen(generations.generate(request));
    expect(texts.asked).toEqual([request]);
    expect(generations.active).toBe(0);
  });

  it.each([
    ['stream', false],
    ['parallel_batch', true],
  ] as const)('wants every text of an ensemble as urgently as the idea: %s', async (method, inBatch) => {
    begin({ models: ['other', 'told'], strategy: 'fusion' }, { method });
    const [first, second] = texts.wanted;
    await first.write(dach);
    await second.write(regen);
    // Each has been read by the other model.
    for (const reading of texts.wanted.slice(2, 4)) await reading.write(dach);
    expect(texts.wanted.map(({ options }) => options.inBatch)).toEqual(Array(5).fill(inBatch));
  });

  it('tells of the candidates as they come, and ends with the winner', async () => {
    const heard = begin();
    const [first, second] = texts.wanted;
    await second.write(regen, -0.5);
    await first.write(dach, -1);
    const [pieces, ends] = [[], []] as [unknown[], unknown[]];
    for (const event of heard.events) {
      if (event.type === 'candidate') pieces.push([event.index, event.from, event.text]);
      if (event.type === 'candidate_done') ends.push([event.index, event.candidate.title, event.candidate.rank]);
    }
    expect(pieces).toEqual([
      [1, 0, 'Der Regen\n'],
      [1, 10, 'Er fällt auf das Dach.'],
      [0, 0, 'Das Dach\n'],
      [0, 9, 'Es sammelt Regen.'],
    ]);
    expect(ends).toEqual([
      [1, 'Der Regen', null],
      [0, 'Das Dach', null],
    ]);
    expect(heard.events.slice(-3)).toEqual([
      { type: 'start', ideaId: 'idea', modelUsed: 'muse-mini' },
      { type: 'text', ideaId: 'idea', text: regen.join(''), progress: 0.99 },
      { type: 'complete', ideaId: 'idea', idea: expect.any(Object) },
    ]);
    expect(heard.completed).toBe(true);
  });

  it('keeps the winner below the span of its request, as any other idea', async () => {
    const heard = begin({}, { trace: 'request' });
    for (const text of texts.wanted) await text.write(dach, -1);
    expect([heard.completed, tracing.told]).toEqual([true, ['save idea < request']]);
  });

  it('keeps the winner with all candidates, and what all of them cost', async () => {
    const heard = begin({}, { category: 'art', prompt: 'Wasser' });
    await texts.wanted[0].write(dach, -1);
    await texts.wanted[1].write([...regen, ' Es rinnt.'], -0.5);
    const idea = ideaOf(heard);
    expect(idea).toMatchObject({
      id: 'idea',
      title: 'Der Regen',
      text: `${regen.join('')} Es rinnt.`,
      category: 'art',
      prompt: 'Wasser',
      generationMethod: 'ensemble',
      modelUsed: 'muse-mini',
      usage: { promptTokens: 14, completionTokens: 5 },
      candidates: [
        { index: 0, title: 'Das Dach', seed: 5, rank: 2, error: null, usage: { promptTokens: 7, completionTokens: 2 } },
        {
          index: 1,
          title: 'Der Regen',
          seed: 6,
          rank: 1,
          error: null,
          usage: { promptTokens: 7, completionTokens: 3 },
        },
      ],
    });
    expect(await ideas.list(10)).toEqual([idea]);
  });

  it('derives the seeds from that of the request, around the end of their range', () => {
    begin({ candidates: 3 }, { seed: 2 ** 32 - 2 });
    expect(wantedBy(texts.wanted).map(([, seed]) => seed)).toEqual([2 ** 32 - 2, 2 ** 32 - 1, 0]);
  });

  it('lets models take turns, or write as many each; one model writes its candidates together', async () => {
    begin({ models: ['muse-mini', 'other'], candidates: 3 });
    expect(wantedBy(texts.wanted)).toEqual([
      ['muse-mini', 5],
      ['muse-mini', 7],
      ['other', 6],
    ]);
    texts.wanted.length = 0;
    begin({ models: ['muse-mini', 'other'], candidates: 2, strategy: 'best_of' });
    expect(wantedBy(texts.wanted)).toEqual([
      ['muse-mini', 5],
      ['muse-mini', 6],
      ['other', 7],
      ['other', 8],
    ]);
  });

  it('has no more models side by side than may be', async () => {
    begin({ models: ['muse-mini', 'other', 'third'], candidates: 4 });
    expect(texts.wanted.map(({ model }) => model)).toEqual(['muse-mini', 'muse-mini', 'other']);
    await texts.wanted[2].write(dach);
    expect(texts.wanted.map(({ model }) => model)).toEqual(['muse-mini', 'muse-mini', 'other', 'third']);
  });

  it('asks the model of the request where the ensemble names none', () => {
    begin({}, { model: 'other' });
    expect(texts.wanted.map(({ model, options }) => [model, options.client])).toEqual([
      ['other', 'key anna'],
      ['other', 'key anna'],
    ]);
  });

  it('lets one candidate fail alone', async () => {
    const heard = begin({ candidates: 3 });
    texts.wanted[0].tell(started, { type: 'text', text: 'Da', completionTokens: 1 });
    await texts.wanted[0].fail('runner_died');
    await texts.wanted[2].write(regen);
    await texts.wanted[1].write(['\n']);
    expect(ideaOf(heard).title).toBe('Der Regen');
    expect(ideaOf(heard).candidates).toMatchObject([
      { title: '', content: '', scores: null, sum: null, rank: null, error: { code: 'runner_died' } },
      { title: '', scores: null, rank: null, error: { code: 'empty_answer' } },
      { title: 'Der Regen', rank: 1, error: null },
    ]);
    expect(failures.map(({ code }) => code)).toEqual(['runner_died', 'empty_answer']);
    expect(heard.events.filter(({ type }) => type === 'candidate_done')).toHaveLength(3);
  });

  it('fails as its first candidate where all fail, before anything is told', async () => {
    const heard = begin();
    await texts.wanted[1].fail('model_failed');
    await texts.wanted[0].fail('queue_full');
    expect(heard.events).toEqual([]);
    expect(heard.error).toMatchObject({ code: 'queue_full' });
    expect(await ideas.list(10)).toEqual([]);
    expect(generations.active).toBe(0);
  });

  it('tells of a candidate that failed at once, when there is something to tell', async () => {
    const heard = begin();
    await texts.wanted[0].fail('queue_full');
    expect(heard.events).toEqual([]);
    texts.wanted[1].tell(started, { type: 'text', text: 'Der', completionTokens: 1 });
    expect(typesOf(heard)).toEqual(['candidate_done', 'candidate']);
    await texts.wanted[1].write(regen);
    expect(ideaOf(heard).candidates).toMatchObject([{ error: { code: 'queue_full' } }, { rank: 1 }]);
  });

  it('stops everything at once when nobody wants it any more', () => {
    const heard = begin({ models: ['muse-mini', 'other', 'third'], candidates: 3 });
    texts.wanted[0].tell(started);
    heard.subscription.unsubscribe();
    expect(texts.wanted.map(({ isCancelled }) => isCancelled)).toEqual([true, true]);
    expect(generations.active).toBe(0);
  });

  it('tells the place of the candidate that is next, until one is being written', () => {
    const heard = begin({ candidates: 3 });
    const [first, second, third] = texts.wanted;
    first.tell({ type: 'queued', position: 4 });
    second.tell({ type: 'queued', position: 5 });
    first.tell({ type: 'queued', position: 3 });
    third.tell(started);
    second.tell({ type: 'queued', position: 1 });
    expect(heard.events).toEqual([
      { type: 'queued', ideaId: 'idea', position: 4 },
      { type: 'queued', ideaId: 'idea', position: 3 },
    ]);
  });

  it('takes back the text of a candidate whose worker is lost, and nothing of the progress', async () => {
    const heard = begin();
    texts.wanted[0].tell(started, { type: 'text', text: 'Da', completionTokens: 50 });
    texts.wanted[0].tell({ type: 'restarted', attempt: 2 }, started);
    texts.wanted[0].tell({ type: 'text', text: 'Wi', completionTokens: 1 });
    const told = heard.events as (IdeaEvent & { type: 'candidate' })[];
    expect(told.map(({ from, text }) => [from, text])).toEqual([
      [0, 'Da'],
      [0, ''],
      [0, 'Wi'],
    ]);
    expect(new Set(told.map(({ progress }) => progress)).size).toBe(1);
  });

  it('lets it fail instead where that is wanted', async () => {
    const heard = begin({}, { onWorkerLoss: 'fail' });
    texts.wanted[0].tell(started, { type: 'restarted', attempt: 2 });
    await texts.wanted[1].write(regen);
    expect(texts.wanted[0].isCancelled).toBe(true);
    expect(ideaOf(heard).candidates).toMatchObject([{ error: { code: 'worker_lost' } }, { rank: 1 }]);
  });

  it('knows its models before it begins', () => {
    expect(begin({ models: ['nobody'] }).error).toMatchObject({ code: 'model_not_found' });
    expect(begin({ strategy: 'fusion' }).error).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'ensemble.strategy' }],
    });
    expect(texts.wanted).toEqual([]);
  });

  it('takes no new work when the service is on its way down', async () => {
    await generations.close(0);
    expect(begin().error).toMatchObject({ code: 'shutting_down' });
  });

  describe('with several models', () => {
    const models = ['muse-mini', 'other'];

    it('has each candidate read by the next model, when all are written', async () => {
      const heard = begin({ models, candidates: 3 });
      expect(texts.wanted.map(({ request }) => request.given)).toEqual([undefined, undefined, undefined]);
      await texts.wanted[0].write(dach);
      await texts.wanted[1].write(regen);
      expect(texts.wanted).toHaveLength(3);
      await texts.wanted[2].write(['Der Wind\n', 'Er weht.']);
      const readings = texts.wanted.slice(3);
      expect(readings.map(({ model, request }) => [model, request.given])).toEqual([
        ['other', dach.join('')],
        ['other', regen.join('')],
        ['muse-mini', 'Der Wind\nEr weht.'],
      ]);
      await readings[0].write(dach, -2);
      await readings[1].fail('prompt_too_long');
      expect(heard.completed).toBe(false);
      await readings[2].write(['Der Wind\nEr weht.'], -3);
      const scores = ideaOf(heard).candidates!.map(({ scores: each }) => each!.crossLikelihood);
      expect(scores).toEqual([Math.exp(-2), Math.exp(-3), null]);
      expect(ideaOf(heard).usage.completionTokens).toBe(6);
    });

    it('reads with no more models side by side than may be', async () => {
      const three = ['muse-mini', 'other', 'third'];
      begin({ models: three, candidates: 3 });
      for (let n = 0; n < 3; n += 1) await texts.wanted[n].write(dach);
      expect(texts.wanted.slice(3).map(({ model }) => model)).toEqual(['other', 'third']);
      await texts.wanted[4].write(dach);
      expect(texts.wanted.slice(3).map(({ model }) => model)).toEqual(['other', 'third', 'muse-mini']);
    });

    it('reads nothing that failed, and has nobody read it where one model is all there is', async () => {
      const heard = begin({ models, candidates: 2 });
      await texts.wanted[0].write(dach);
      await texts.wanted[1].fail('model_failed');
      expect(texts.wanted.slice(2).map(({ model }) => model)).toEqual(['other']);
      await texts.wanted[2].write(dach);
      expect(heard.completed).toBe(true);
      texts.wanted.length = 0;
      const alone = begin({ candidates: 1 }, { ideaId: 'alone' });
      await texts.wanted[0].write(dach);
      expect(ideaOf(alone).candidates).toMatchObject([{ scores: { crossLikelihood: null } }]);
    });

    it('stops reading when nobody wants it any more', async () => {
      const heard = begin({ models, candidates: 2 });
      await texts.wanted[0].write(dach);
      await texts.wanted[1].write(regen);
      heard.subscription.unsubscribe();
      expect(texts.wanted.slice(2).map(({ isCancelled }) => isCancelled)).toEqual([true, true]);
    });
  });

  describe('with a fusion', () => {
    const models = ['muse-mini', 'told'];

    async function untilFusion(): Promise<{ heard: Heard<IdeaEvent>; fusion: WantedText }> {
      const heard = begin({ models, strategy: 'fusion' });
      await texts.wanted[0].write(dach, -1);
      await texts.wanted[1].write(regen, -0.5);
      for (const reading of texts.wanted.slice(2)) await reading.write(['Der Regen'], -1);
      return { heard, fusion: texts.wanted[4] };
    }

    it('has the first model that follows instructions write one idea of the candidates, the best first', async () => {
      const { heard, fusion } = await untilFusion();
      expect(wantedBy([fusion])).toEqual([['told', 7]]);
      const { parts } = fusion.request.prompt as TextPrompt;
      expect(parts).toContainEqual({ from: 'user', text: `${regen.join('')}\n\n${dach.join('')}` });
      await fusion.write(['Regendach\n', 'Beides.']);
      const last = heard.events.slice(-4);
      expect(last.map(({ type }) => type)).toEqual(['start', 'text', 'text', 'complete']);
      expect(last[0]).toEqual({ type: 'start', ideaId: 'idea', modelUsed: 'told' });
      expect(ideaOf(heard)).toMatchObject({
        title: 'Regendach',
        modelUsed: 'told',
        candidates: [
          { title: 'Das Dach', fused: false, rank: 3 },
          { title: 'Der Regen', fused: false, rank: 2 },
          { title: 'Regendach', fused: true, index: 2, rank: 1, reason: 'It was made of the other candidates.' },
        ],
      });
    });

    it('takes the best candidate where it fails, and says so', async () => {
      const { heard, fusion } = await untilFusion();
      await fusion.fail('prompt_too_long');
      expect(typesOf(heard).slice(-3)).toEqual(['start', 'text', 'complete']);
      expect(ideaOf(heard)).toMatchObject({ title: 'Der Regen', modelUsed: 'told' });
      expect(ideaOf(heard).candidates).toMatchObject([
        { rank: 2 },
        { rank: 1 },
        { fused: true, rank: null, error: { code: 'prompt_too_long' } },
      ]);
    });

    it('begins the text anew where it fails in the middle', async () => {
      const { heard, fusion } = await untilFusion();
      fusion.tell(started, { type: 'text', text: 'Reg', completionTokens: 1 });
      await fusion.fail('runner_died');
      const last = heard.events.slice(-6).map((event) => [event.type, 'text' in event ? event.text : undefined]);
      expect(last).toEqual([
        ['start', undefined],
        ['text', 'Reg'],
        ['restart', undefined],
        ['start', undefined],
        ['text', regen.join('')],
        ['complete', undefined],
      ]);
      expect(heard.events.at(-4)).toEqual({ type: 'restart', ideaId: 'idea', attempt: 2 });
    });
  });

  it('never lets the progress fall', async () => {
    const heard = begin({ candidates: 3 });
    await texts.wanted[1].write(dach);
    await texts.wanted[0].fail('model_failed');
    await texts.wanted[2].write(regen);
    const told = heard.events.flatMap((event) => ('progress' in event ? event.progress : []));
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(Math.max(...told)).toBe(0.99);
  });
});
