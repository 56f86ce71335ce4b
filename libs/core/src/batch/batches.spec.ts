import { Observable, Subject, type Subscriber } from 'rxjs';
import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { anEntry, anIdea, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { errorCodes, MuseError } from '../errors/muse-error.js';
import { BatchDiversity } from '../diversity/batch-diversity.js';
import { Rewriter } from '../diversity/rewriter.js';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { Generations } from '../generations/generations.js';
import { LocalGenerations } from '../generations/local-generations.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { IdeaKeeper } from '../ideas/idea-keeper.js';
import { Catalog } from '../models/catalog.js';
import { ModelRegistry } from '../models/model-registry.js';
import type { TextEvent } from '../models/text-generation.js';
import type { BatchEvent } from './batch-event.js';
import { type BatchMethod, planItems } from './batch-plan.js';
import { Batches } from './batches.js';

const wish = { client: '', category: 'art', creativityLevel: 7, language: 'fr', maxTokens: 400 } as const;
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p'];

/** Generations that the test ends; those of `refusals` fail at once. */
class FakeGenerations {
  /** Prompts in the order in which their generations began, repeated where they began again. */
  readonly begun: string[] = [];
  readonly requests: GenerationRequest[] = [];
  readonly refusals = new Map<string, MuseError[]>();
  private readonly readers = new Map<string, Subscriber<IdeaEvent>>();

  generate(request: GenerationRequest): Observable<IdeaEvent> {
    return new Observable((subscriber) => {
      const { prompt } = request;
      this.begun.push(prompt);
      this.requests.push(request);
      const refusal = this.refusals.get(prompt)?.shift();
      if (refusal !== undefined) return subscriber.error(refusal);
      this.readers.set(prompt, subscriber);
      return () => this.readers.delete(prompt);
    });
  }

  /** Prompts whose generations run now. */
  get running(): string[] {
    return [...this.readers.keys()];
  }

  start(prompt: string): void {
    this.readers.get(prompt)!.next({ type: 'start', ideaId: prompt, modelUsed: 'm' });
  }

  complete(prompt: string): void {
    const reader = this.readers.get(prompt)!;
    reader.next({ type: 'complete', ideaId: prompt, idea: anIdea({ prompt }) });
    reader.complete();
  }

  fail(prompt: string, error: unknown): void {
    this.readers.get(prompt)!.error(error);
  }
}

describe('Batches', () => {
  let generations: FakeGenerations;
  let left: Subject<string>;
  let batches: Batches;

  beforeEach(() => {
    generations = new FakeGenerations();
    left = new Subject();
    const registry = { left } as unknown as ModelRegistry;
    batches = new Batches(generations as unknown as Generations, registry, { perModel: () => 3, models: 2 });
  });

  /** Runs a batch with a prompt for each model, named a, b, c and so on. */
  function run(method: BatchMethod, models: string[]): Heard<BatchEvent> {
    return listen(batches.run(planItems(letters.slice(0, models.length), models, ''), method, wish));
  }

  function endings({ events }: Heard<BatchEvent>): string[] {
    return events.flatMap((event) => {
      const { prompt } = event.item;
      if ('failure' in event) return [`${prompt} ${event.failure.code}`];
      return event.event.type === 'complete' ? [`${prompt} complete`] : [];
    });
  }

  it('tries an item again that nobody could write, where it is said when', () => {
    const again = new Subject<void>();
    const items = planItems(['a'], ['m'], '');
    const heard = listen(batches.run(items, 'model_batch', wish, { again: () => again }));
    generations.fail('a', new MuseError('no_worker', 'No worker is there.'));
    expect(heard.events).toEqual([]);
    again.next();
    expect(generations.begun).toEqual(['a', 'a']);
    generations.complete('a');
    expect(endings(heard)).toEqual(['a complete']);
  });

  it('fails an item that nobody could write, where it is not said', () => {
    const heard = run('model_batch', ['m']);
    generations.fail('a', new MuseError('no_worker', 'No worker is there.'));
    expect(endings(heard)).toEqual(['a no_worker']);
  });

  it('is cold', () => {
    batches.run(planItems(['a'], [], 'm'), 'model_batch', wish);
    expect(generations.begun).toEqual([]);
  });

  it.each(['model_batch', 'parallel_batch', 'sequential_batch'] as const)(
    'asks for every item of a %s as it was wished, and passes on what happens with the item',
    (method) => {
      const heard = run(method, ['m']);
      expect(generations.requests).toEqual([{ ...wish, method, prompt: 'a', model: 'm' }]);
      generations.start('a');
      generations.complete('a');
      const item = { index: 0, prompt: 'a', model: 'm' };
      expect(heard.events).toEqual([
        { item, event: { type: 'start', ideaId: 'a', modelUsed: 'm' } },
        { item, event: { type: 'complete', ideaId: 'a', idea: anIdea({ prompt: 'a' }) } },
      ]);
      expect(heard.completed).toBe(true);
    },
  );

  it('asks for the angle of the batch, else for that of the item', () => {
    const items = planItems(['a'], [], 'm', 2);
    listen(batches.run(items, 'model_batch', wish));
    listen(batches.run(items, 'model_batch', { ...wish, angle: 'opposite' }));
    const asked = generations.requests.map(({ angle }) => angle);
    expect(asked).toEqual([undefined, 'constraint', 'opposite', 'opposite']);
  });

  it('tells the diversity of every finished idea, and of no other', () => {
    const diversity = new BatchDiversity();
    listen(batches.run(planItems(['a', 'b', 'c'], [], 'm'), 'model_batch', wish, { diversity }));
    generations.start('a');
    generations.complete('a');
    generations.fail('b', new MuseError('empty_answer', 'Nothing.'));
    expect(diversity.figures.ideas).toBe(1);
    generations.complete('c');
    expect(diversity.figures.ideas).toBe(2);
  });

  it('has an item written again that says what another has said, in the place that it has', () => {
    const diversity = new BatchDiversity();
    const rewriter = new Rewriter(diversity, new MemoryIdeaRepository(), () => {});
    const items = planItems(['a', 'b', 'c', 'd', 'e'], [], 'm');
    const heard = listen(batches.run(items, 'model_batch', wish, { diversity, rewriter }));
    generations.complete('a');
    expect(generations.running).toEqual(['b', 'c', 'd']);
    generations.refusals.set('b', [new MuseError('queue_full', 'Full.')]);
    generations.complete('b');
    expect(endings(heard)).toEqual(['a complete']);
    expect(generations.running).toEqual(['c', 'd']);
    left.next('m');
    expect(generations.running).toEqual(['c', 'd', 'b']);
    expect(generations.requests.at(-1)).toMatchObject({ prompt: 'b', model: 'm', angle: 'constraint' });
    generations.fail('b', new MuseError('runner_died', 'It died.'));
    expect(endings(heard)).toEqual(['a complete', 'b complete']);
    expect(generations.running).toEqual(['c', 'd', 'e']);
    expect(diversity.figures).toMatchObject({ ideas: 2, distinct: 1, rewritten: 1 });
  });

  describe('model_batch', () => {
    it('gives its model at most `perModel` texts at once, and the next as one ends', () => {
      const heard = run('model_batch', Array<string>(6).fill('m'));
      expect(generations.running).toEqual(['a', 'b', 'c']);
      generations.complete('b');
      expect(generations.running).toEqual(['a', 'c', 'd']);
      generations.fail('a', new MuseError('empty_answer', 'Nothing.'));
      expect(generations.running).toEqual(['c', 'd', 'e']);
      for (const prompt of ['e', 'd', 'f', 'c']) generations.complete(prompt);
      expect(generations.begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
      expect(endings(heard)).toEqual([
        'b complete',
        'a empty_answer',
        'e complete',
        'd complete',
        'f complete',
        'c complete',
      ]);
      expect(heard.completed).toBe(true);
    });
  });

  it('counts the candidates of an ensemble as texts, and runs one ensemble at least', () => {
    const items = planItems(letters.slice(0, 4), [], 'm');
    const ensemble = { models: [], strategy: 'round_robin' } as const;
    listen(batches.run(items, 'model_batch', { ...wish, ensemble: { ...ensemble, candidates: 2 } }));
    expect(generations.running).toEqual(['a']);
    generations.begun.length = 0;
    const shared = { ...ensemble, models: ['m', 'n', 'o'], candidates: 3 };
    listen(batches.run(items, 'model_batch', { ...wish, ensemble: shared }));
    expect(generations.begun).toEqual(['a', 'b', 'c']);
    generations.begun.length = 0;
    listen(batches.run(items, 'model_batch', { ...wish, ensemble: { ...ensemble, candidates: 8 } }));
    expect(generations.begun).toEqual(['a']);
  });

  describe('parallel_batch', () => {
    it('runs at most `models` models side by side, each with at most `perModel` texts', () => {
      const heard = run('parallel_batch', ['x', 'y', 'z', 'x', 'y', 'z', 'x', 'y', 'z', 'x']);
      // a, d, g, j go to x; b, e, h to y; c, f, i to z.
      expect(generations.running).toEqual(['a', 'd', 'g', 'b', 'e', 'h']);
      generations.complete('b');
      generations.complete('e');
      expect(generations.running).toEqual(['a', 'd', 'g', 'h']);
      generations.complete('a');
      expect(generations.running).toEqual(['d', 'g', 'h', 'j']);
      generations.complete('h');
      expect(generations.running).toEqual(['d', 'g', 'j', 'c', 'f', 'i']);
      for (const prompt of ['d', 'g', 'j', 'c', 'f', 'i']) generations.complete(prompt);
      expect(heard.completed).toBe(true);
      expect(endings(heard)).toHaveLength(10);
    });
  });

  describe('sequential_batch', () => {
    it('runs one item after the other, in their order, whatever their models', () => {
      const heard = run('sequential_batch', ['x', 'y', 'x']);
      expect(generations.running).toEqual(['a']);
      generations.complete('a');
      expect(generations.running).toEqual(['b']);
      generations.fail('b', new MuseError('runner_died', 'It died.'));
      expect(generations.running).toEqual(['c']);
      expect(heard.completed).toBe(false);
      generations.complete('c');
      expect(endings(heard)).toEqual(['a complete', 'b runner_died', 'c complete']);
      expect(heard.completed).toBe(true);
    });
  });

  it('lets a failed item fail alone, and shows nothing of an error that is not ours', () => {
    const heard = run('model_batch', ['m', 'm', 'm']);
    generations.start('b');
    generations.fail('b', new Error('EACCES /home/muse'));
    generations.complete('c');
    generations.complete('a');
    expect(endings(heard)).toEqual(['b internal_error', 'c complete', 'a complete']);
    const failed = heard.events.find((event) => 'failure' in event);
    expect(failed).toEqual({ item: { index: 1, prompt: 'b', model: 'm' }, failure: expect.any(MuseError) });
    expect(JSON.stringify(failed)).not.toContain('home');
    expect(heard.completed).toBe(true);
  });

  describe('where the queue is full', () => {
    const full = (): MuseError => new MuseError('queue_full', 'Full.', { retryAfter: 1 });

    it('waits until a text has left this model, and tries again', () => {
      generations.refusals.set('a', [full(), full()]);
      const heard = run('model_batch', ['m', 'm']);
      expect(generations.begun).toEqual(['a', 'b']);
      left.next('other');
      expect(generations.begun).toEqual(['a', 'b']);
      left.next('m');
      expect(generations.begun).toEqual(['a', 'b', 'a']);
      expect(generations.running).toEqual(['b']);
      left.next('m');
      expect(generations.begun).toEqual(['a', 'b', 'a', 'a']);
      generations.complete('a');
      left.next('m');
      generations.complete('b');
      expect(generations.begun).toEqual(['a', 'b', 'a', 'a']);
      expect(endings(heard)).toEqual(['a complete', 'b complete']);
    });

    it('keeps the place of the one that waits', () => {
      generations.refusals.set('a', [full()]);
      run('model_batch', Array<string>(5).fill('m'));
      expect(generations.begun).toEqual(['a', 'b', 'c']);
      generations.complete('b');
      expect(generations.begun).toEqual(['a', 'b', 'c', 'd']);
    });

    it.each(errorCodes.filter((code) => code !== 'queue_full'))('tries nothing again that failed with %s', (code) => {
      generations.refusals.set('a', [new MuseError(code, 'No.')]);
      const heard = run('model_batch', ['m', 'm']);
      left.next('m');
      generations.complete('b');
      left.next('m');
      expect(generations.begun).toEqual(['a', 'b']);
      expect(endings(heard)).toEqual([`a ${code}`, 'b complete']);
      expect(heard.completed).toBe(true);
    });
  });

  describe('unsubscribing', () => {
    it.each([
      ['model_batch', ['m', 'm', 'm', 'm'], ['a', 'b', 'c']],
      ['parallel_batch', ['x', 'y', 'z', 'x'], ['a', 'd', 'b']],
      ['sequential_batch', ['m', 'm', 'm', 'm'], ['a']],
    ] as const)('ends what runs of a %s, and starts nothing more', (method, models, running) => {
      const heard = run(method, [...models]);
      expect(generations.running).toEqual(running);
      heard.subscription.unsubscribe();
      expect(generations.running).toEqual([]);
      expect(generations.begun).toEqual(running);
      expect(heard).toMatchObject({ events: [], completed: false });
    });

    it('ends the waiting for a free place too', () => {
      generations.refusals.set('a', [new MuseError('queue_full', 'Full.')]);
      const heard = run('model_batch', ['m']);
      expect(left.observed).toBe(true);
      heard.subscription.unsubscribe();
      expect(left.observed).toBe(false);
      left.next('m');
      expect(generations.begun).toEqual(['a']);
    });
  });
});

describe('Batches with real models', () => {
  const started: TextEvent = { type: 'started', promptTokens: 3, cachedTokens: 0, maxTokens: 20 };
  const written: TextEvent = { type: 'text', text: 'Ein Dach', completionTokens: 2 };
  const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 2 };
  let launcher: FakeLauncher;
  let registry: ModelRegistry;
  let ideas: MemoryIdeaRepository;
  let batches: Batches;

  beforeEach(() => {
    launcher = new FakeLauncher();
    launcher.slots = 1;
    ideas = new MemoryIdeaRepository();
    registry = new ModelRegistry(new Catalog([anEntry(), anEntry({ key: 'big' })]), launcher, {
      defaultModel: 'muse-mini',
      capacityOf: () => ({ running: 1, waiting: 1 }),
      observe: () => {},
    });
    batches = new Batches(new LocalGenerations(registry, new IdeaKeeper(ideas)), registry, {
      perModel: () => 4,
      models: 2,
    });
  });

  it('feeds a short queue as it empties, and never overflows it', async () => {
    await registry.ensureLoaded('muse-mini');
    const heard = listen(batches.run(planItems(['a', 'b', 'c', 'd'], [], 'muse-mini'), 'model_batch', wish));
    await turn();
    expect(registry.load).toBe(2);
    expect(launcher.latest.texts).toHaveLength(1);
    for (let ended = 1; ended <= 4; ended += 1) {
      launcher.latest.texts[ended - 1].tell(started, written, finished);
      await turn();
      expect(launcher.latest.texts).toHaveLength(Math.min(4, ended + 1));
      expect(registry.load).toBe(Math.min(2, 4 - ended));
    }
    expect(heard.events.map((event) => ('failure' in event ? event.failure : event.event.type))).not.toContainEqual(
      expect.any(MuseError),
    );
    expect(await ideas.list(10)).toHaveLength(4);
    expect(heard.completed).toBe(true);
  });

  it('asks again only when a text has left, not when somebody was refused', async () => {
    await registry.ensureLoaded('muse-mini');
    const asked = jest.spyOn(registry, 'generate');
    listen(batches.run(planItems(['a', 'b', 'c', 'd'], [], 'muse-mini'), 'model_batch', wish));
    await turn();
    expect(asked).toHaveBeenCalledTimes(4);
  });

  it('waits for a place that others have', async () => {
    await registry.ensureLoaded('muse-mini');
    const others = [1, 2].map(() => listen(registry.generate('muse-mini', aTextRequest())));
    const heard = listen(batches.run(planItems(['a'], [], 'muse-mini'), 'model_batch', wish));
    await turn();
    expect(heard).toMatchObject({ events: [], completed: false });
    expect(registry.load).toBe(2);
    others[0].subscription.unsubscribe();
    await turn();
    expect([registry.load, launcher.latest.texts.length]).toEqual([2, 2]);
    launcher.latest.texts[1].tell(finished);
    await turn();
    launcher.latest.texts[2].tell(started, written, finished);
    await turn();
    expect(heard.completed).toBe(true);
  });

  it('lets the items of an unknown model fail alone', async () => {
    const heard = listen(batches.run(planItems(['a', 'b'], ['gpt'], 'muse-mini'), 'parallel_batch', wish));
    await turn();
    launcher.latest.texts[0].tell(started, written, finished);
    await turn();
    expect(heard.events[0]).toEqual({
      item: { index: 0, prompt: 'a', model: 'gpt' },
      failure: expect.objectContaining({
        code: 'model_not_found',
        detail: 'There is no model "gpt". Known models: muse-mini, big.',
      }),
    });
    expect(heard.events.at(-1)).toMatchObject({ item: { prompt: 'b' }, event: { type: 'complete' } });
    expect(heard.completed).toBe(true);
    expect(launcher.launches).toEqual(['muse-mini']);
  });
});
