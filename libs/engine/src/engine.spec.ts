import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import fc from 'fast-check';
import { FakeStepModel, fakeLanguageModel, greedyText } from '../../../test/support/fakes/fake-language-model.js';
import { type Heard, listen, turn } from '../../../test/support/fakes/listen.js';
import { aTextRequest } from '../../../test/support/fakes/samples.js';
import { Engine } from './engine.js';

interface Setup {
  slots?: number;
  prefillChunk?: number;
  contextLength?: number;
  positions?: number;
  prefixCacheBytes?: number;
  speculate?: boolean;
}

function setUp({
  slots = 4,
  prefillChunk = 8,
  contextLength = 64,
  positions = slots * contextLength,
  prefixCacheBytes = 0,
  speculate = false,
}: Setup = {}): {
  engine: Engine;
  model: FakeStepModel;
} {
  const model = new FakeStepModel(slots, contextLength, positions);
  return { engine: new Engine(fakeLanguageModel(model), { prefillChunk, prefixCacheBytes, speculate }), model };
}

/** Turns of the event loop until the engine has nothing left to do. */
async function idle(engine: Engine): Promise<void> {
  for (let turns = 0; !engine.isIdle; turns += 1) {
    if (turns > 5000) throw new Error('The engine never came to rest.');
    await turn();
  }
}

function textOf({ events }: Heard<TextEvent>): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

/** What a reader hears of his text, whatever the engine knew before. */
function storyOf({ events }: Heard<TextEvent>): TextEvent[] {
  return events
    .filter(({ type }) => type !== 'queued')
    .map((event) => (event.type === 'started' ? { ...event, cachedTokens: 0 } : event));
}

async function alone(request: TextRequest, setup: Setup = {}): Promise<Heard<TextEvent>> {
  const { engine } = setUp(setup);
  const heard = listen(engine.generate(request));
  await idle(engine);
  return heard;
}

/** Prompts of one letter. */
const alphabet = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));

const letters = fc.string({ unit: fc.constantFrom(...alphabet.slice(0, 10)), minLength: 1, maxLength: 20 });
/** Some prompts begin alike. */
const shared = 'abcdefghijjihgfedcba';
const requests = fc.record({
  prompt: fc.oneof(
    letters,
    letters.map((end) => shared + end),
  ),
  maxTokens: fc.integer({ min: 1, max: 25 }),
  temperature: fc.constantFrom(0, 0, 0.5, 1),
  topK: fc.constantFrom(undefined, 0, 5),
  topP: fc.constantFrom(undefined, 0.9, 1),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  /** Turn of the event loop at which it arrives. */
  joinsAt: fc.nat({ max: 30 }),
  /** Texts after which its reader hangs up. */
  leavesAfter: fc.option(fc.nat({ max: 10 }), { freq: 3 }),
});

/** Prompts whose text is long, so that nobody ends by himself. */
const longPrompts = alphabet.filter((letter) => greedyText(letter, 12).reason === 'length');

describe('Engine', () => {
  it('tells the whole story of a text', async () => {
    const { text, reason } = greedyText('abc', 9);
    const heard = await alone(aTextRequest('abc', { maxTokens: 9 }));
    expect(heard.completed).toBe(true);
    expect(heard.events).toEqual([
      { type: 'started', promptTokens: 3, cachedTokens: 0, maxTokens: 9 },
      ...[...text].map((letter, i) => ({ type: 'text', text: letter, completionTokens: i + 1 })),
      { type: 'finished', reason, completionTokens: text.length },
    ]);
  });

  it('is cold', async () => {
    const { engine, model } = setUp();
    engine.generate(aTextRequest('abc'));
    await turn();
    expect(model.steps).toEqual([]);
    expect(engine.isIdle).toBe(true);
  });

  it('writes greedily what the model finds likeliest', async () => {
    await fc.assert(
      fc.asyncProperty(
        letters,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (prompt, maxTokens, prefillChunk) => {
          const heard = await alone(aTextRequest(prompt, { maxTokens }), { prefillChunk });
          const { text, reason } = greedyText(prompt, maxTokens);
          expect(textOf(heard)).toBe(text);
          expect(heard.events.at(-1)).toEqual({ type: 'finished', reason, completionTokens: text.length });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('writes the same alone and in company, while others join and leave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(requests, { minLength: 2, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        fc.record({
          positions: fc.integer({ min: 64, max: 256 }),
          prefixCacheBytes: fc.constantFrom(0, 64, 1000),
          speculate: fc.boolean(),
        }),
        async (wishes, slots, prefillChunk, options) => {
          const { engine } = setUp({ slots, prefillChunk, ...options });
          const readers = wishes.map(({ prompt, maxTokens, temperature, topK, topP, seed, joinsAt, leavesAfter }) => ({
            joinsAt,
            leavesAfter,
            request: aTextRequest(prompt, { maxTokens, sampling: { temperature, topK, topP, seed } }),
            heard: undefined as Heard<TextEvent> | undefined,
          }));
          for (let now = 0; now <= 30 || !engine.isIdle; now += 1) {
            for (const reader of readers) {
              if (reader.joinsAt === now) reader.heard = listen(engine.generate(reader.request));
              const { heard, leavesAfter } = reader;
              if (heard && leavesAfter !== null && textOf(heard).length >= leavesAfter) {
                heard.subscription.unsubscribe();
              }
            }
            await turn();
            if (now > 5000) throw new Error('The engine never came to rest.');
          }
          for (const { request, heard, leavesAfter } of readers) {
            const expected = await alone(request);
            expect(heard!.error).toBeUndefined();
            if (leavesAfter === null) {
              expect(storyOf(heard!)).toEqual(storyOf(expected));
              expect(heard!.completed).toBe(true);
            } else expect(textOf(expected).startsWith(textOf(heard!))).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('decodes those who write together in one step', async () => {
    const { engine, model } = setUp({ slots: 3 });
    longPrompts.slice(0, 3).forEach((prompt) => listen(engine.generate(aTextRequest(prompt, { maxTokens: 8 }))));
    await idle(engine);
    expect(model.steps.filter(({ type }) => type === 'extend')).toHaveLength(3);
    const rows = model.steps.map((step) => (step.type === 'decode' ? step.lengths.length : 0));
    expect(Math.max(...rows)).toBe(3);
  });

  it('reads long prompts in chunks', async () => {
    const { engine, model } = setUp({ prefillChunk: 5 });
    listen(engine.generate(aTextRequest('abcdefghijkl', { maxTokens: 1 })));
    await idle(engine);
    expect(model.steps).toEqual([
      { type: 'extend', slot: 0, start: 0, end: 5 },
      { type: 'extend', slot: 0, start: 5, end: 10 },
      { type: 'extend', slot: 0, start: 10, end: 12 },
    ]);
  });

  describe('the beginnings of prompts', () => {
    const prefixCacheBytes = 10_000;

    it('are read once', async () => {
      const { engine, model } = setUp({ prefixCacheBytes, prefillChunk: 64 });
      const heard = [];
      for (const end of ['xyz', 'zyx']) {
        heard.push(listen(engine.generate(aTextRequest(shared + end, { maxTokens: 5 }))));
        await idle(engine);
      }
      expect(model.steps.filter(({ type }) => type === 'extend')).toEqual([
        { type: 'extend', slot: 0, start: 0, end: 23 },
        { type: 'extend', slot: 0, start: 16, end: 23 },
      ]);
      expect(heard.map(({ events }) => events[0])).toEqual([
        { type: 'started', promptTokens: 23, cachedTokens: 0, maxTokens: 5 },
        { type: 'started', promptTokens: 23, cachedTokens: 16, maxTokens: 5 },
      ]);
      expect(heard.map(textOf)).toEqual(['xyz', 'zyx'].map((end) => greedyText(shared + end, 5).text));
      expect(engine.prefixStatistics).toMatchObject({ prompts: 2, hits: 1, promptTokens: 46, cachedTokens: 16 });
    });

    it('are copied beside those who write', async () => {
      const { engine } = setUp({ prefixCacheBytes, slots: 3 });
      listen(engine.generate(aTextRequest(shared + 'x', { maxTokens: 1 })));
      await idle(engine);
      const heard = ['x', 'y', 'z'].map((end) =>
        listen(engine.generate(aTextRequest(shared + end, { maxTokens: 20 }))),
      );
      await idle(engine);
      expect(heard.map(textOf)).toEqual(['x', 'y', 'z'].map((end) => greedyText(shared + end, 20).text));
    });
  });

  describe('the memory of the cache', () => {
    it('lets as many write together as may become as long as they wish', async () => {
      const { engine, model } = setUp({ slots: 4, contextLength: 64, positions: 64 });
      longPrompts.slice(0, 4).forEach((prompt) => listen(engine.generate(aTextRequest(prompt, { maxTokens: 11 }))));
      // Everyone may become 12 tokens long: all four fit into 64. Of 30 tokens, two do.
      await idle(engine);
      const rowsOf = (): number => Math.max(...model.steps.map((s) => (s.type === 'decode' ? s.lengths.length : 0)));
      expect(rowsOf()).toBe(4);
      model.steps.length = 0;
      longPrompts.slice(0, 4).forEach((prompt) => listen(engine.generate(aTextRequest(prompt, { maxTokens: 29 }))));
      await idle(engine);
      expect(rowsOf()).toBe(2);
    });

    it('is all for one who is alone', async () => {
      const { engine } = setUp({ slots: 4, contextLength: 64, positions: 64 });
      const heard = listen(engine.generate(aTextRequest('a', { maxTokens: 1000 })));
      await idle(engine);
      expect(heard.events[0]).toMatchObject({ type: 'started', maxTokens: 63 });
      expect(heard.completed).toBe(true);
    });
  });

  describe('guessing ahead', () => {
    it('writes the same text in fewer steps, greedily and with a seed', async () => {
      await fc.assert(
        fc.asyncProperty(letters, fc.constantFrom(0, 0.2, 1), fc.nat(), async (prompt, temperature, seed) => {
          // Letters that came before come again: the fake repeats itself when it hears little.
          const request = aTextRequest(prompt, { maxTokens: 40, sampling: { temperature, seed } });
          const [plain, guessing] = [setUp(), setUp({ speculate: true })];
          const [expected, heard] = [plain, guessing].map(({ engine }) => listen(engine.generate(request)));
          await idle(plain.engine);
          await idle(guessing.engine);
          expect(heard.events).toEqual(expected.events);
          expect(guessing.model.steps.length).toBeLessThanOrEqual(plain.model.steps.length);
        }),
        { numRuns: 60 },
      );
    });

    it('reads what repeats several tokens at a time', async () => {
      const { engine, model } = setUp({ speculate: true });
      // A model that goes round in circles.
      model.think = (history) => (history.at(-1)! % 3) + 1;
      const heard = listen(engine.generate(aTextRequest('abcabc', { maxTokens: 40 })));
      await idle(engine);
      expect(textOf(heard)).toBe('abcabcabcabc'.repeat(4).slice(0, 40));
      expect(model.steps.length).toBeLessThan(12);
    });
  });

  describe('length', () => {
    it.each([1, 2, 5])('ends after max_tokens %i', async (maxTokens) => {
      const prompt = alphabet.find((letter) => greedyText(letter, 5).reason === 'length')!;
      const heard = await alone(aTextRequest(prompt, { maxTokens }));
      expect(textOf(heard)).toHaveLength(maxTokens);
      expect(heard.events.at(-1)).toEqual({ type: 'finished', reason: 'length', completionTokens: maxTokens });
    });

    it('ends with the end token, which is no part of the text', async () => {
      const prompt = alphabet.find((letter) => greedyText(letter, 60).reason === 'stop')!;
      const { text } = greedyText(prompt, 60);
      const heard = await alone(aTextRequest(prompt, { maxTokens: 60 }));
      expect(heard.events.at(-1)).toEqual({ type: 'finished', reason: 'stop', completionTokens: text.length });
    });

    it('is cut to what the context leaves', async () => {
      const prompt = alphabet.map((letter) => letter.repeat(6)).find((p) => greedyText(p, 4).reason === 'length')!;
      const heard = await alone(aTextRequest(prompt, { maxTokens: 100 }), { contextLength: 10 });
      expect(heard.events[0]).toEqual({ type: 'started', promptTokens: 6, cachedTokens: 0, maxTokens: 4 });
      expect(heard.events.at(-1)).toEqual({ type: 'finished', reason: 'length', completionTokens: 4 });
    });

    it('takes a prompt that leaves room for one token, and refuses one that leaves none', async () => {
      const fits = await alone(aTextRequest('a'.repeat(9)), { contextLength: 10 });
      expect(fits.events.at(-1)).toMatchObject({ type: 'finished' });
      const { engine, model } = setUp({ contextLength: 10 });
      const heard = listen(engine.generate(aTextRequest('a'.repeat(10))));
      expect(heard).toMatchObject({
        events: [],
        error: {
          code: 'prompt_too_long',
          detail: 'The prompt has 10 tokens; this model reads at most 9. Make it shorter.',
        },
      });
      await turn();
      expect([model.steps, engine.isIdle]).toEqual([[], true]);
    });
  });

  it('refuses a prompt without a token', () => {
    const { engine } = setUp({ contextLength: 10 });
    expect(listen(engine.generate(aTextRequest('')))).toMatchObject({
      events: [],
      error: { code: 'validation_failed', detail: 'The prompt has no token that this model knows.' },
    });
    expect(engine.isIdle).toBe(true);
  });

  it('takes what a request leaves out from the model', async () => {
    const model = new FakeStepModel(1);
    const language = { ...fakeLanguageModel(model), defaults: { topK: 1, topP: 1, wordBias: 0 } };
    const engine = new Engine(language, { prefillChunk: 8, prefixCacheBytes: 0, speculate: false });
    const sampling = { temperature: 2, seed: 5 };
    const byDefault = listen(engine.generate(aTextRequest('abc', { sampling })));
    const free = listen(engine.generate(aTextRequest('abc', { sampling: { ...sampling, topK: 0 } })));
    await idle(engine);
    expect(textOf(byDefault)).toBe(greedyText('abc', 20).text);
    expect(textOf(free)).not.toBe(textOf(byDefault));
  });

  it('writes different texts for different seeds', async () => {
    const texts = await Promise.all(
      [1, 2, 3, 4].map(async (seed) =>
        textOf(await alone(aTextRequest('abc', { sampling: { temperature: 1, seed } }))),
      ),
    );
    expect(new Set(texts).size).toBe(4);
  });

  describe('the queue', () => {
    it('tells each its position, and nobody who does not wait', async () => {
      const { engine } = setUp({ slots: 1 });
      const heard = ['abc', 'bcd', 'cde'].map((prompt) =>
        listen(engine.generate(aTextRequest(prompt, { maxTokens: 3 }))),
      );
      await idle(engine);
      const positions = heard.map(({ events }) =>
        events.flatMap((event) => (event.type === 'queued' ? event.position : [])),
      );
      expect(positions).toEqual([[], [1], [2, 1]]);
      for (const { events, completed } of heard) {
        const types = events.map(({ type }) => type);
        expect(types.lastIndexOf('queued')).toBeLessThan(types.indexOf('started'));
        expect(completed).toBe(true);
      }
    });

    it('moves up when one who waits goes', async () => {
      const { engine } = setUp({ slots: 1 });
      const [, second, third] = ['abc', 'bcd', 'cde'].map((prompt) => listen(engine.generate(aTextRequest(prompt))));
      await turn();
      second.subscription.unsubscribe();
      await idle(engine);
      expect(third.events.slice(0, 3).map(({ type }) => type)).toEqual(['queued', 'queued', 'started']);
      expect(second.events.map(({ type }) => type)).toEqual(['queued']);
      expect(textOf(third)).toBe(greedyText('cde', 20).text);
    });
  });

  describe('hanging up', () => {
    const prompts = longPrompts;

    it('frees the slot before the next step', async () => {
      const { engine, model } = setUp({ slots: 2 });
      const [first, second] = prompts.map((prompt) => listen(engine.generate(aTextRequest(prompt, { maxTokens: 12 }))));
      while (textOf(second).length < 2) await turn();
      first.subscription.unsubscribe();
      const written = textOf(first);
      const third = listen(engine.generate(aTextRequest(prompts[2], { maxTokens: 12 })));
      // The step that may be under way still has the row; none after it has.
      const before = model.steps.length;
      await idle(engine);
      expect(textOf(first)).toBe(written);
      expect(third.events.some(({ type }) => type === 'started')).toBe(true);
      const after = model.steps.slice(before, before + 2);
      expect(after.some(({ type }) => type === 'extend')).toBe(true);
      expect(textOf(third)).toBe(greedyText(prompts[2], 12).text);
    });

    it('ends the work where nobody is left', async () => {
      const { engine, model } = setUp();
      const heard = listen(engine.generate(aTextRequest(prompts[0], { maxTokens: 12 })));
      while (textOf(heard).length < 2) await turn();
      heard.subscription.unsubscribe();
      await idle(engine);
      const decoded = model.steps.filter(({ type }) => type === 'decode').length;
      expect(decoded).toBeLessThanOrEqual(3);
      expect(textOf(heard)).toHaveLength(2);
    });

    it('from inside an event is heard at once', async () => {
      const { engine } = setUp();
      const heard = listen(engine.generate(aTextRequest(prompts[0], { maxTokens: 12 })), (event) => {
        if (event.type === 'text') heard.subscription.unsubscribe();
      });
      await idle(engine);
      expect(heard.events.map(({ type }) => type)).toEqual(['started', 'text']);
    });

    it('right after asking costs no step', async () => {
      const { engine, model } = setUp();
      listen(engine.generate(aTextRequest('abc'))).subscription.unsubscribe();
      await idle(engine);
      expect(model.steps).toEqual([]);
    });
  });

  describe('a step that fails', () => {
    it('fails its own sequences, and the others go on', async () => {
      const { engine, model } = setUp({ slots: 2, prefillChunk: 4 });
      model.failure = (step) =>
        step.type === 'extend' && step.end === 7 ? new Error('broken at /models/x') : undefined;
      const good = listen(engine.generate(aTextRequest('abc', { maxTokens: 8 })));
      const bad = listen(engine.generate(aTextRequest('abcdefg', { maxTokens: 8 })));
      const late = listen(engine.generate(aTextRequest('bcd', { maxTokens: 8 })));
      await idle(engine);
      expect(bad.error).toMatchObject({ code: 'model_failed' });
      expect(String(bad.error)).not.toContain('/models/x');
      expect([textOf(good), textOf(late)]).toEqual(['abc', 'bcd'].map((prompt) => greedyText(prompt, 8).text));
      expect([good.error, late.error]).toEqual([undefined, undefined]);
    });

    it('of those who write fails all of them, and those who come later are served', async () => {
      const { engine, model } = setUp({ slots: 3 });
      model.failure = (step) => (step.type === 'decode' && step.lengths.length === 2 ? new Error('broken') : undefined);
      const both = longPrompts
        .slice(0, 2)
        .map((prompt) => listen(engine.generate(aTextRequest(prompt, { maxTokens: 8 }))));
      await idle(engine);
      for (const { error } of both) expect(error).toMatchObject({ code: 'model_failed' });
      const next = listen(engine.generate(aTextRequest('cde', { maxTokens: 8 })));
      await idle(engine);
      expect(textOf(next)).toBe(greedyText('cde', 8).text);
      expect(next.completed).toBe(true);
    });

    it.each(['std::bad_alloc', 'Failed to allocate memory for requested buffer of size 1', 'CUDA out of memory'])(
      'with %j is out of memory',
      async (message) => {
        const { engine, model } = setUp();
        model.failure = () => new Error(message);
        const heard = listen(engine.generate(aTextRequest('abc')));
        await idle(engine);
        expect(heard.error).toMatchObject({ code: 'out_of_memory' });
      },
    );
  });
});
