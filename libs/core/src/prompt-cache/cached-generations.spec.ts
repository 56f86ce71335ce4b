import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { RecordedTracing } from '../../../../test/support/fakes/recorded-tracing.js';
import { aGenerationRequest, anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { LocalGenerations } from '../generations/local-generations.js';
import { highestProgress } from '../generations/progress.js';
import type { Idea } from '../ideas/idea.js';
import { IdeaKeeper } from '../ideas/idea-keeper.js';
import { Catalog } from '../models/catalog.js';
import { ModelRegistry } from '../models/model-registry.js';
import type { TextEvent } from '../models/text-generation.js';
import { CachedGenerations } from './cached-generations.js';
import { PromptCache, type WrittenText } from './prompt-cache.js';

const whole = '**Das Dach**\nEs sammelt Regen. ';
const script: TextEvent[] = [
  { type: 'started', promptTokens: 9, cachedTokens: 0, maxTokens: 60 },
  { type: 'text', text: whole, completionTokens: 8 },
  { type: 'finished', reason: 'length', completionTokens: 8 },
];
const seeded = { seed: 7, prompt: 'Dächer' };

/** Answers, and saves, when the test says so. */
class Gate {
  private readonly waiting: (() => void)[] = [];
  closed = false;

  async pass(): Promise<void> {
    if (this.closed) await new Promise<void>((go) => this.waiting.push(go));
  }

  open(): void {
    this.closed = false;
    for (const go of this.waiting.splice(0)) go();
  }
}

class MapCache extends PromptCache {
  readonly texts = new Map<string, WrittenText>();
  readonly gate = new Gate();

  override async find(key: string): Promise<WrittenText | undefined> {
    await this.gate.pass();
    return this.texts.get(key);
  }

  override async keep(key: string, written: WrittenText): Promise<void> {
    this.texts.set(key, written);
  }

  override async count(): Promise<number> {
    return this.texts.size;
  }
}

class GatedIdeas extends MemoryIdeaRepository {
  readonly gate = new Gate();
  failure?: Error;

  override async save(idea: Idea): Promise<void> {
    await this.gate.pass();
    if (this.failure !== undefined) throw this.failure;
    await super.save(idea);
  }
}

describe('CachedGenerations', () => {
  let launcher: FakeLauncher;
  let registry: ModelRegistry;
  let ideas: GatedIdeas;
  let cache: MapCache;
  let tracing: RecordedTracing;
  let outcomes: string[];
  let used: string[];
  let generations: CachedGenerations;

  beforeEach(async () => {
    launcher = new FakeLauncher();
    used = [];
    outcomes = [];
    registry = new ModelRegistry(new Catalog([anEntry(), anEntry({ key: 'other' })]), launcher, {
      defaultModel: 'muse-mini',
      capacityOf: () => ({ running: 8, waiting: 8 }),
      observe: () => {},
      recorder: { found: () => {}, used: async (model) => void used.push(model) },
    });
    ideas = new GatedIdeas();
    cache = new MapCache();
    tracing = new RecordedTracing();
    const keeper = new IdeaKeeper(ideas, tracing);
    generations = new CachedGenerations(new LocalGenerations(registry, keeper), {
      models: registry,
      keeper,
      cache,
      observe: (outcome) => outcomes.push(outcome),
    });
    await registry.ensureLoaded('muse-mini');
  });

  /** Asks, and lets the model write where it is asked. */
  async function ask(fields: Partial<GenerationRequest> = seeded, events = script): Promise<Heard<IdeaEvent>> {
    const before = launcher.texts.length;
    const heard = listen(generations.generate(aGenerationRequest(fields)));
    await turn();
    for (const text of launcher.texts.slice(before)) text.tell(...events);
    await turn();
    return heard;
  }

  it('tells a text of before like any other, as a new idea that no model was used for', async () => {
    const first = await ask();
    const second = await ask({ ...seeded, method: 'stream' });
    const [ideaId, firstId] = [second, first].map(({ events }) => events[0].ideaId);
    expect(ideaId).not.toBe(firstId);
    const idea: Idea = {
      id: ideaId,
      title: 'Das Dach',
      content: 'Es sammelt Regen.',
      text: whole,
      category: 'general',
      language: 'de',
      prompt: 'Dächer',
      angle: null,
      parentId: null,
      instruction: null,
      candidates: null,
      rating: null,
      favourite: false,
      createdAt: expect.any(Date),
      generationMethod: 'stream',
      modelUsed: 'muse-mini',
      generationTime: expect.any(Number),
      cached: true,
      usage: { promptTokens: 9, completionTokens: 8 },
    };
    expect(second.events).toEqual([
      { type: 'start', ideaId, modelUsed: 'muse-mini' },
      { type: 'text', ideaId, text: whole, progress: highestProgress },
      { type: 'complete', ideaId, idea },
    ]);
    expect(second.completed).toBe(true);
    await expect(ideas.find(ideaId)).resolves.toEqual(idea);
    await expect(ideas.find(firstId)).resolves.toMatchObject({ cached: false });
    expect([launcher.texts.length, used, outcomes]).toEqual([1, ['muse-mini'], ['miss', 'hit']]);
    expect(generations.active).toBe(0);
  });

  it('keeps it below the span of its request, as an idea that was written', async () => {
    await ask({ ...seeded, trace: 'request' });
    await ask({ ...seeded, trace: 'request' });
    expect(tracing.told).toEqual(['save idea', 'save idea < request']);
  });

  it('gives it the id that was asked for', async () => {
    await ask();
    const { events } = await ask({ ...seeded, ideaId: 'mine' });
    expect(events.map((event) => event.ideaId)).toEqual(['mine', 'mine', 'mine']);
    await expect(ideas.find('mine')).resolves.toMatchObject({ id: 'mine', cached: true });
  });

  it.each<Partial<GenerationRequest>>([{ prompt: 'Dächer' }, { ...seeded, cache: false }])(
    'has %j written every time, and keeps nothing of it',
    async (fields) => {
      await ask(fields);
      await ask(fields);
      expect([launcher.texts.length, cache.texts.size, outcomes]).toEqual([2, 0, []]);
    },
  );

  it('writes with the model that was the current one when it was asked', async () => {
    cache.gate.closed = true;
    const heard = listen(generations.generate(aGenerationRequest(seeded)));
    await registry.switchTo('other');
    cache.gate.open();
    await turn();
    launcher.texts[0].tell(...script);
    await turn();
    expect(heard.events.at(-1)).toMatchObject({ type: 'complete', idea: { modelUsed: 'muse-mini', cached: false } });
    await ask();
    expect(launcher.texts).toHaveLength(2);
    expect((await ask({ ...seeded, model: 'muse-mini' })).events.at(-1)).toMatchObject({ idea: { cached: true } });
  });

  it('keeps no text that failed, was cut, or could not be kept as an idea', async () => {
    const failed = listen(generations.generate(aGenerationRequest(seeded)));
    await turn();
    launcher.texts[0].tell(...script.slice(0, 2));
    launcher.texts[0].fail(new MuseError('runner_died', 'The process ended.'));
    const left = listen(generations.generate(aGenerationRequest(seeded)));
    await turn();
    launcher.texts[1].tell(...script.slice(0, 2));
    left.subscription.unsubscribe();
    expect(launcher.texts[1].isRead).toBe(false);
    ideas.failure = new Error('disk full');
    const unkept = await ask();
    expect([failed.error, unkept.error]).toMatchObject([{ code: 'runner_died' }, { code: 'internal_error' }]);
    expect(cache.texts.size).toBe(0);
  });

  it('completes only after the idea is kept, and fails where it cannot be', async () => {
    await ask();
    ideas.gate.closed = true;
    const heard = await ask();
    expect(heard.events.map(({ type }) => type)).toEqual(['start', 'text']);
    expect(generations.active).toBe(1);
    ideas.failure = new Error('disk full');
    ideas.gate.open();
    await turn();
    expect(heard.error).toMatchObject({ code: 'internal_error' });
    expect(generations.active).toBe(0);
  });

  it('refuses an unknown model', async () => {
    expect((await ask({ ...seeded, model: 'gpt' })).error).toMatchObject({ code: 'model_not_found' });
    expect(outcomes).toEqual([]);
  });

  it('has nothing written for a reader that left while the cache was asked', async () => {
    cache.gate.closed = true;
    const heard = listen(generations.generate(aGenerationRequest(seeded)));
    expect(generations.active).toBe(1);
    heard.subscription.unsubscribe();
    expect(generations.active).toBe(0);
    cache.gate.open();
    await turn();
    expect([launcher.texts.length, outcomes]).toEqual([0, []]);
  });

  it('waits for its answers when the service closes, and gives no new ones', async () => {
    await ask();
    ideas.gate.closed = true;
    const heard = await ask();
    let closed = false;
    const closing = generations.close(3600).then(() => (closed = true));
    await turn();
    expect([closed, generations.isClosed]).toEqual([false, true]);
    expect((await ask()).error).toMatchObject({ code: 'shutting_down' });
    ideas.gate.open();
    await closing;
    expect(heard.completed).toBe(true);
  });

  it('leaves other texts alone', async () => {
    const heard = listen(generations.write('muse-mini', [aTextRequest()], { client: 'anna', parallel: 1 }));
    launcher.texts[0].tell(...script);
    await turn();
    expect(heard.events.map(({ event }) => event)).toEqual(script);
    expect(cache.texts.size).toBe(0);
  });
});
