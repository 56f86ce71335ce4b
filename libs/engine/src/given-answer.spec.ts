import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import fc from 'fast-check';
import {
  FakeStepModel,
  fakeLanguageModel,
  greedyText,
  logitsAfter,
} from '../../../test/support/fakes/fake-language-model.js';
import { type Heard, listen, turn } from '../../../test/support/fakes/listen.js';
import { aTextRequest } from '../../../test/support/fakes/samples.js';
import { Engine, type EngineOptions } from './engine.js';
import { GivenAnswer } from './given-answer.js';

interface Setup extends Partial<EngineOptions> {
  slots?: number;
  contextLength?: number;
}

function setUp({ slots = 3, contextLength = 200, ...options }: Setup = {}): { engine: Engine; model: FakeStepModel } {
  const model = new FakeStepModel(slots, contextLength);
  const settings = { prefillChunk: 8, prefixCacheBytes: 0, speculate: false, ...options };
  return { engine: new Engine(fakeLanguageModel(model), settings), model };
}

async function idle(engine: Engine): Promise<void> {
  for (let turns = 0; !engine.isIdle; turns += 1) {
    if (turns > 5000) throw new Error('The engine never came to rest.');
    await turn();
  }
}

async function hear(request: TextRequest, { engine } = setUp()): Promise<Heard<TextEvent>> {
  const heard = listen(engine.generate(request));
  await idle(engine);
  return heard;
}

const given = (prompt: string, text: string, fields: Partial<TextRequest> = {}): TextRequest =>
  aTextRequest(prompt, { given: text, logprobs: 0, ...fields });

const textsOf = ({ events }: Heard<TextEvent>): (TextEvent & { type: 'text' })[] =>
  events.flatMap((event) => (event.type === 'text' ? [event] : []));

/** Letters and their log-probabilities, worked out without an engine. */
function expected(prompt: string, text: string): [string, number][] {
  const idOf = (letter: string): number => letter.charCodeAt(0) - 96;
  const history = Array.from(prompt, idOf);
  return Array.from(text, (letter): [string, number] => {
    const logits = logitsAfter(history);
    history.push(idOf(letter));
    return [letter, logits[idOf(letter)] - Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))];
  });
}

function told(heard: Heard<TextEvent>): [string, number][] {
  return textsOf(heard).flatMap(({ logprobs = [] }) =>
    logprobs.map(({ text, logprob }): [string, number] => [text, logprob]),
  );
}

const close = (tokens: [string, number][]): unknown =>
  tokens.map(([text, logprob]) => [text, expect.closeTo(logprob, 9)]);

const letters = fc.string({ unit: fc.constantFrom(...Array.from('abcdefghij')), minLength: 1, maxLength: 40 });

describe('A given answer', () => {
  it('is told as a text that was written, token by token', async () => {
    const heard = await hear(given('abc', 'tee'));
    expect(heard.completed).toBe(true);
    expect(heard.events).toEqual([
      { type: 'started', promptTokens: 3, cachedTokens: 0, maxTokens: 3 },
      ...['t', 'e', 'e'].map((text, i) => ({
        type: 'text',
        text,
        completionTokens: i + 1,
        logprobs: [expect.anything()],
      })),
      { type: 'finished', reason: 'stop', completionTokens: 3 },
    ]);
    expect(told(heard)).toEqual(close(expected('abc', 'tee')));
  });

  it('has the log-probabilities of the same text when it was written', async () => {
    for (const prompt of ['abc', 'muse', 'q']) {
      const written = await hear(aTextRequest(prompt, { maxTokens: 12, logprobs: 3 }));
      const { text } = greedyText(prompt, 12);
      const read = await hear(given(prompt, text, { logprobs: 3 }));
      expect(textsOf(read)).toEqual(textsOf(written));
    }
  });

  it('is read in pieces behind the prompt, its last token never, and no token is written', async () => {
    const { engine, model } = setUp();
    await hear(given('abcdefghijkl', 'mnopqrstuvwxyzabcdefgh'), { engine, model });
    expect(model.steps).toEqual([
      { type: 'extend', slot: 0, start: 0, end: 8 },
      { type: 'extend', slot: 0, start: 8, end: 12 },
      { type: 'extend', slot: 0, start: 12, end: 20 },
      { type: 'extend', slot: 0, start: 20, end: 28 },
      // 33 of 34 tokens; no piece has a single one.
      { type: 'extend', slot: 0, start: 28, end: 33 },
    ]);
  });

  it('has no more logits at a time than those of 64 tokens, and one for the last piece', async () => {
    const { engine, model } = setUp({ prefillChunk: 512 });
    const heard = await hear(given('a'.repeat(20), 'b'.repeat(129)), { engine, model });
    expect(model.steps.map((step) => step.type === 'extend' && [step.start, step.end])).toEqual([
      [0, 20],
      [20, 83],
      [83, 146],
      [146, 148],
    ]);
    expect(heard.events.at(-1)).toEqual({ type: 'finished', reason: 'stop', completionTokens: 129 });
  });

  it('counts the steps of prompt and answer apart', async () => {
    const heard = await hear(given('abcdefghij', 'abcdefghijabcdefghij', { tellsSteps: true }));
    expect(heard.events.at(-1)).toMatchObject({ steps: { prompt: { count: 2 }, answer: { count: 3 } } });
  });

  it('does not ask what a text to write would be asked for', async () => {
    const sampling = { temperature: 2, seed: 7, logitBias: { 99: 5 }, repetitionPenalty: 3 };
    const text = 'b'.repeat(100);
    const heard = await hear(given('abc', text, { maxTokens: 1, stop: ['bbb'], loopGuard: true, sampling }));
    expect(heard.error).toBeUndefined();
    expect(told(heard)).toEqual(close(expected('abc', text)));
    expect(heard.events.at(-1)).toEqual({ type: 'finished', reason: 'stop', completionTokens: 100 });
  });

  it('is the same whatever is remembered of its prompt, however it is cut, and whoever writes beside it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ prompt: letters, text: letters, isGiven: fc.boolean() }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 2, max: 9 }),
        fc.constantFrom(0, 10_000),
        fc.boolean(),
        async (wishes, slots, prefillChunk, prefixCacheBytes, speculate) => {
          const { engine } = setUp({ slots, prefillChunk, prefixCacheBytes, speculate });
          const shared = 'abcdefghijjihgfedcba';
          const readers = [];
          for (const { prompt, text, isGiven } of wishes) {
            const wish = shared + prompt;
            const request = isGiven ? given(wish, text) : aTextRequest(wish, { maxTokens: 15 });
            readers.push({ wish, text, isGiven, heard: listen(engine.generate(request)) });
            await turn();
          }
          await idle(engine);
          for (const { wish, text, isGiven, heard } of readers) {
            expect(heard.completed).toBe(true);
            if (isGiven) expect(told(heard)).toEqual(close(expected(wish, text)));
            else {
              const written = textsOf(heard).map((event) => event.text);
              expect(written.join('')).toBe(greedyText(wish, 15).text);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('lets those who write have a step between its pieces', async () => {
    const { engine, model } = setUp();
    const writer = listen(engine.generate(aTextRequest('abc', { maxTokens: 40 })));
    model.think = () => 5;
    while (textsOf(writer).length < 2) await turn();
    model.steps.length = 0;
    listen(engine.generate(given('abcd', 'a'.repeat(41))));
    await idle(engine);
    const types = model.steps.map(({ type }) => type);
    expect(types.filter((type) => type === 'extend')).toHaveLength(6);
    types.forEach((type, i) => type === 'extend' && expect(types[i + 1]).toBe('decode'));
  });

  it('is left in the middle, and the slot is free', async () => {
    const { engine, model } = setUp({ slots: 1 });
    const heard = listen(engine.generate(given('abc', 'abcdefghijklmnopqrstuvwxyz')), (event) => {
      if (event.type === 'text' && event.completionTokens === 4) heard.subscription.unsubscribe();
    });
    await idle(engine);
    expect(textsOf(heard).map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
    expect(model.steps).toHaveLength(2);
    const next = await hear(aTextRequest('bcd', { maxTokens: 9 }), { engine, model });
    expect(
      textsOf(next)
        .map(({ text }) => text)
        .join(''),
    ).toBe(greedyText('bcd', 9).text);
  });

  it('has to fit into the context, together with its prompt', async () => {
    const heard = await hear(given('abcdef', 'abcd'), setUp({ contextLength: 10 }));
    expect(heard.events.at(-1)).toEqual({ type: 'finished', reason: 'stop', completionTokens: 4 });
    const { engine, model } = setUp({ contextLength: 10 });
    expect((await hear(given('abcdef', 'abcde'), { engine, model })).error).toMatchObject({
      code: 'prompt_too_long',
      detail: 'The prompt has 6 tokens and the given text 5; this model reads at most 10. Make them shorter.',
    });
    expect(model.steps).toEqual([]);
  });

  it.each(['', '  ', '!'])('is refused where it has no token: %j', async (text) => {
    expect((await hear(given('abc', text))).error).toMatchObject({
      code: 'validation_failed',
      detail: 'The given text has no token that this model knows.',
    });
  });

  it('fails where the model gives no numbers, and the neighbour goes on', async () => {
    class BrokenModel extends FakeStepModel {
      override async extend(...step: Parameters<FakeStepModel['extend']>): Promise<Float32Array> {
        const logits = await super.extend(...step);
        return this.memory[step[0]][0] === 24 && step[2] > 0 ? logits.fill(Number.NaN) : logits;
      }
    }
    const settings = { prefillChunk: 8, prefixCacheBytes: 0, speculate: false };
    const engine = new Engine(fakeLanguageModel(new BrokenModel(3)), settings);
    const broken = listen(engine.generate(given('xyz', 'abcdef')));
    const whole = listen(engine.generate(given('abc', 'abcdef')));
    await idle(engine);
    expect(broken.error).toMatchObject({ code: 'model_failed' });
    expect(told(whole)).toEqual(close(expected('abc', 'abcdef')));
  });

  it('begins as the model would have begun it', () => {
    const answer = new GivenAnswer([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(answer.longest).toBe(3);
    answer.settle(Float32Array.of(0, 1, 0, 2, 0, 0));
    expect(answer.tokenIds).toEqual([3, 4, 5]);
    answer.settle(Float32Array.of(0, 2, 0, 2, 9, 0));
    expect(answer.tokenIds).toEqual([1, 2]);
  });
});
