import { FakeLauncher, type FakeText } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { aGenerationRequest, anEntry, anIdea, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import type { Idea } from '../ideas/idea.js';
import { IdeaKeeper } from '../ideas/idea-keeper.js';
import { Catalog } from '../models/catalog.js';
import { ModelRegistry } from '../models/model-registry.js';
import type { TextEvent } from '../models/text-generation.js';
import type { GenerationRequest } from './generation-request.js';
import { renderPrompt } from '../prompts/render-prompt.js';
import { LocalGenerations } from './local-generations.js';
import type { IdeaEvent } from './idea-event.js';
import { progressOf } from './progress.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const script: TextEvent[] = [
  { type: 'queued', position: 2 },
  { type: 'queued', position: 1 },
  { type: 'started', promptTokens: 9, cachedTokens: 0, maxTokens: 60 },
  { type: 'text', text: '**Das', completionTokens: 1 },
  { type: 'text', text: ' Dach**\nEs sammelt', completionTokens: 6 },
  { type: 'text', text: ' Regen.', completionTokens: 8 },
  { type: 'finished', reason: 'stop', completionTokens: 8 },
];

/** Saves when the test says so. */
class SlowRepository extends MemoryIdeaRepository {
  readonly waiting: { go: () => void; fail: (error: unknown) => void }[] = [];
  held = false;

  override async save(idea: Idea): Promise<void> {
    if (this.held) await new Promise<void>((go, fail) => this.waiting.push({ go, fail }));
    await super.save(idea);
  }
}

describe('LocalGenerations', () => {
  let launcher: FakeLauncher;
  let ideas: SlowRepository;
  let generations: LocalGenerations;
  let newGenerations: () => LocalGenerations;

  beforeEach(async () => {
    launcher = new FakeLauncher();
    ideas = new SlowRepository();
    const catalog = new Catalog([anEntry(), anEntry({ key: 'chatty', promptTemplate: 'mistral' })]);
    const registry = new ModelRegistry(catalog, launcher, {
      defaultModel: 'muse-mini',
      capacityOf: () => ({ running: 8, waiting: 8 }),
      observe: () => {},
    });
    newGenerations = () => new LocalGenerations(registry, new IdeaKeeper(ideas));
    generations = newGenerations();
    await registry.ensureLoaded('muse-mini');
  });

  function start(fields: Partial<GenerationRequest> = {}): { heard: Heard<IdeaEvent>; text: FakeText } {
    const heard = listen(generations.generate(aGenerationRequest(fields)));
    return { heard, text: launcher.latest.texts.at(-1)! };
  }

  it('tells the whole story in its order, and keeps the idea', async () => {
    const { heard, text } = start({
      creativityLevel: 8,
      category: 'art',
      method: 'stream',
      prompt: 'Dächer',
      angle: 'audience',
      refinement: { parent: anIdea({ id: 'old' }), instruction: 'für Kinder' },
    });
    text.tell(...script);
    await turn();
    const ideaId = heard.events[0].ideaId;
    const idea: Idea = {
      id: ideaId,
      title: 'Das Dach',
      content: 'Es sammelt Regen.',
      text: '**Das Dach**\nEs sammelt Regen.',
      category: 'art',
      language: 'de',
      prompt: 'Dächer',
      angle: 'audience',
      parentId: 'old',
      instruction: 'für Kinder',
      candidates: null,
      rating: null,
      favourite: false,
      createdAt: expect.any(Date),
      generationMethod: 'stream',
      modelUsed: 'muse-mini',
      generationTime: expect.any(Number),
      cached: false,
      usage: { promptTokens: 9, completionTokens: 8 },
    };
    expect(ideaId).toMatch(uuid);
    expect(heard.completed).toBe(true);
    expect(heard.events).toEqual([
      { type: 'queued', ideaId, position: 2 },
      { type: 'queued', ideaId, position: 1 },
      { type: 'start', ideaId, modelUsed: 'muse-mini' },
      { type: 'text', ideaId, text: '**Das', progress: progressOf(1, 60) },
      { type: 'text', ideaId, text: ' Dach**\nEs sammelt', progress: progressOf(6, 60) },
      { type: 'text', ideaId, text: ' Regen.', progress: progressOf(8, 60) },
      { type: 'complete', ideaId, idea },
    ]);
    await expect(ideas.find(ideaId)).resolves.toEqual(idea);
    expect(generations.active).toBe(0);
  });

  it('is cold, and every subscription is a generation of its own', async () => {
    const generation = generations.generate(aGenerationRequest());
    await turn();
    expect(launcher.latest.texts).toHaveLength(0);
    expect(generations.active).toBe(0);
    const both = [listen(generation), listen(generation)];
    expect(generations.active).toBe(2);
    launcher.latest.texts.forEach((text) => text.tell(...script));
    await turn();
    expect(new Set(both.map(({ events }) => events[0].ideaId)).size).toBe(2);
    await expect(ideas.list(10)).resolves.toHaveLength(2);
  });

  it('asks the model for what the request says', () => {
    const { text } = start({ maxTokens: 77, temperature: 0, topP: 0.9, topK: 40, seed: 4_294_967_295, language: 'fr' });
    expect(text.request).toEqual({
      prompt: renderPrompt(aGenerationRequest({ language: 'fr' }), 'muse-mini'),
      maxTokens: 77,
      sampling: { temperature: 0, topP: 0.9, topK: 40, seed: 4_294_967_295 },
    });
  });

  it('decides what the request leaves out: temperature by creativity, a seed by chance', () => {
    const sampled = Array.from({ length: 5 }, () => start({ creativityLevel: 10 }).text.request.sampling);
    for (const { temperature, topP, topK, seed } of sampled) {
      expect([temperature, topP, topK]).toEqual([1, undefined, undefined]);
      expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
    }
    expect(new Set(sampled.map(({ seed }) => seed)).size).toBeGreaterThan(1);
  });

  it('writes with the model that the request names, through its own template', async () => {
    const heard = listen(generations.generate(aGenerationRequest({ model: 'chatty' })));
    await turn();
    expect(launcher.launches).toEqual(['muse-mini', 'chatty']);
    const [text] = launcher.latest.texts;
    expect(text.request.prompt).toEqual(renderPrompt(aGenerationRequest(), 'mistral'));
    text.tell(...script);
    await turn();
    expect(heard.events.at(-1)).toMatchObject({ type: 'complete', idea: { modelUsed: 'chatty' } });
  });

  it('refuses an unknown model', () => {
    const heard = listen(generations.generate(aGenerationRequest({ model: 'gpt' })));
    expect(heard).toMatchObject({ events: [], error: { code: 'model_not_found' } });
    expect(generations.active).toBe(0);
  });

  it('completes only after the idea is kept', async () => {
    ideas.held = true;
    const { heard, text } = start();
    text.tell(...script);
    await turn();
    expect(heard.events.at(-1)).toMatchObject({ type: 'text', text: ' Regen.' });
    expect(generations.active).toBe(1);
    ideas.waiting[0].go();
    await turn();
    expect(heard.events.at(-1)).toMatchObject({ type: 'complete' });
    expect(heard.completed).toBe(true);
  });

  it('fails where the idea cannot be kept', async () => {
    ideas.held = true;
    const { heard, text } = start();
    text.tell(...script);
    await turn();
    const reason = new Error('disk full');
    ideas.waiting[0].fail(reason);
    await turn();
    expect(heard.events.map(({ type }) => type)).not.toContain('complete');
    expect(heard.completed).toBe(false);
    expect(MuseError.from(heard.error)).toMatchObject({ code: 'internal_error', cause: reason });
    expect(generations.active).toBe(0);
  });

  it('makes every error a MuseError', async () => {
    ideas.held = true;
    const { heard, text } = start();
    text.tell(...script);
    await turn();
    ideas.waiting[0].fail(new Error('disk full'));
    await turn();
    expect(heard.error).toBeInstanceOf(MuseError);
  });

  it.each(['', ' \n\n '])('fails where the model wrote only %j, and keeps nothing', async (written) => {
    const { heard, text } = start();
    text.tell(
      { type: 'started', promptTokens: 3, cachedTokens: 0, maxTokens: 60 },
      { type: 'text', text: written, completionTokens: 1 },
      { type: 'finished', reason: 'stop', completionTokens: 1 },
    );
    await turn();
    expect(heard.error).toMatchObject({ code: 'empty_answer' });
    await expect(ideas.list(10)).resolves.toEqual([]);
  });

  it('passes the failure of the model on, and keeps nothing', async () => {
    const { heard, text } = start();
    text.tell(...script.slice(0, 5));
    text.fail(new MuseError('runner_died', 'The process ended.'));
    await turn();
    expect(heard.error).toMatchObject({ code: 'runner_died' });
    await expect(ideas.list(10)).resolves.toEqual([]);
    expect(generations.active).toBe(0);
  });

  it('stops the model when the reader goes', async () => {
    const { heard, text } = start();
    text.tell(...script.slice(0, 4));
    await turn();
    expect(generations.active).toBe(1);
    heard.subscription.unsubscribe();
    expect(text.isRead).toBe(false);
    expect(generations.active).toBe(0);
    await expect(ideas.list(10)).resolves.toEqual([]);
  });

  describe('texts that become no ideas', () => {
    const [first, second] = [aTextRequest('a'), aTextRequest('b')];

    it('are told by their number, and not kept', async () => {
      const heard = listen(generations.write('muse-mini', [first, second], { client: 'anna', parallel: 2 }));
      expect(generations.active).toBe(1);
      const { texts } = launcher.latest;
      expect(texts.map(({ request }) => request)).toEqual([first, second]);
      texts[1].tell(...script);
      texts[0].tell(...script);
      await turn();
      const told = (index: number) => heard.events.filter((event) => event.index === index).map(({ event }) => event);
      expect([told(0), told(1), heard.completed]).toEqual([script, script, true]);
      await expect(ideas.list(10)).resolves.toEqual([]);
      expect(generations.active).toBe(0);
    });

    it('are written as many at a time as was said', async () => {
      listen(generations.write('muse-mini', [first, second], { client: 'anna', parallel: 1 }));
      const { texts } = launcher.latest;
      expect(texts).toHaveLength(1);
      texts[0].tell(...script);
      await turn();
      expect(texts.map(({ request }) => request)).toEqual([first, second]);
    });

    it('end together where one fails', () => {
      const heard = listen(generations.write('muse-mini', [first, second], { client: 'anna', parallel: 2 }));
      const { texts } = launcher.latest;
      texts[1].fail(new MuseError('runner_died', 'The process ended.'));
      expect(heard.error).toMatchObject({ code: 'runner_died' });
      expect([texts[0].isRead, generations.active]).toEqual([false, 0]);
    });

    it('are begun by a request that runs, and by no new one, when the service closes; and cut at the end', async () => {
      const heard = listen(generations.write('muse-mini', [first, second], { client: 'anna', parallel: 1 }));
      const { texts } = launcher.latest;
      const closing = generations.close(3600);
      texts[0].tell(...script);
      await turn();
      expect(texts).toHaveLength(2);
      expect(listen(generations.write('muse-mini', [first], { client: 'anna', parallel: 1 })).error).toMatchObject({
        code: 'shutting_down',
      });
      texts[1].tell(...script);
      await closing;
      expect(heard.completed).toBe(true);

      generations = newGenerations();
      const late = listen(generations.write('muse-mini', [first], { client: 'anna', parallel: 1 }));
      await generations.close(0);
      expect(late.error).toMatchObject({ code: 'shutting_down' });
    });
  });

  describe('close', () => {
    beforeEach(() => {
      jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    });

    afterEach(() => {
      jest.useRealTimers();
    });

    async function isDone(promise: Promise<void>): Promise<boolean> {
      let done = false;
      void promise.then(() => (done = true));
      await turn();
      return done;
    }

    it('is done at once where nothing runs', async () => {
      expect(generations.isClosed).toBe(false);
      await expect(isDone(generations.close(300))).resolves.toBe(true);
      expect(generations.isClosed).toBe(true);
    });

    it('takes no new work, also for requests that were made before', async () => {
      const early = generations.generate(aGenerationRequest());
      await generations.close(5);
      for (const generation of [early, generations.generate(aGenerationRequest())]) {
        expect(listen(generation)).toMatchObject({ events: [], error: { code: 'shutting_down' } });
      }
      expect(launcher.latest.texts).toEqual([]);
    });

    it('waits for what runs', async () => {
      const { heard, text } = start();
      const closing = generations.close(5);
      await expect(isDone(closing)).resolves.toBe(false);
      jest.advanceTimersByTime(4999);
      await expect(isDone(closing)).resolves.toBe(false);
      text.tell(...script);
      await expect(isDone(closing)).resolves.toBe(true);
      expect(heard.events.at(-1)).toMatchObject({ type: 'complete' });
      expect(heard.error).toBeUndefined();
      await expect(ideas.list(10)).resolves.toHaveLength(1);
    });

    it('waits for readers that only leave', async () => {
      const { heard } = start();
      const closing = generations.close(5);
      heard.subscription.unsubscribe();
      await expect(isDone(closing)).resolves.toBe(true);
    });

    it('ends what still runs when the time is over', async () => {
      const runs = [start(), start()];
      runs[0].text.tell(...script.slice(0, 4));
      const closing = generations.close(5);
      jest.advanceTimersByTime(5000);
      await expect(isDone(closing)).resolves.toBe(true);
      for (const { heard, text } of runs) {
        expect(heard.error).toMatchObject({ code: 'shutting_down', detail: 'The service is shutting down.' });
        expect(text.isRead).toBe(false);
      }
      expect(generations.active).toBe(0);
    });

    it('ends it at once where there is no time', async () => {
      const { heard } = start();
      const closing = generations.close(0);
      jest.advanceTimersByTime(0);
      await expect(isDone(closing)).resolves.toBe(true);
      expect(heard.error).toMatchObject({ code: 'shutting_down' });
    });
  });
});
