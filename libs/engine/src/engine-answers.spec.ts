import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import fc from 'fast-check';
import {
  endToken,
  FakeStepModel,
  fakeLanguageModel,
  greedyText,
  logitsAfter,
} from '../../../test/support/fakes/fake-language-model.js';
import { type Heard, listen, turn } from '../../../test/support/fakes/listen.js';
import { aTextRequest } from '../../../test/support/fakes/samples.js';
import { Engine } from './engine.js';
import type { LanguageModel } from './language-model.js';

/** What a request decides about its answer, all the way through the engine. */
function engineWith(
  model = new FakeStepModel(4),
  defaults: Partial<LanguageModel['defaults']> = {},
  speculate = false,
): Engine {
  const language = fakeLanguageModel(model);
  return new Engine(
    { ...language, defaults: { ...language.defaults, ...defaults } },
    {
      prefillChunk: 8,
      prefixCacheBytes: 0,
      speculate,
    },
  );
}

async function write(engine: Engine, ...requests: TextRequest[]): Promise<Heard<TextEvent>[]> {
  const heard = requests.map((request) => listen(engine.generate(request)));
  for (let turns = 0; !engine.isIdle; turns += 1) {
    if (turns > 5000) throw new Error('The engine never came to rest.');
    await turn();
  }
  return heard;
}

const textOf = ({ events }: Heard<TextEvent>): string =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');

/** Always the same letter, however long the text. */
class LoopingModel extends FakeStepModel {
  override async decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    const logits = await super.decode(tokenIds, lengths);
    for (let row = 0; row < tokenIds.length; row += 1) logits[row * this.vocabularySize + 5] = 100;
    return logits;
  }
}

const prompts = ['abc', 'bcd', 'cde', 'xyz', 'q', 'muse', 'tee', 'engine'];
const greedy = { temperature: 0, seed: 1 };

describe('Engine answers', () => {
  it('end before the first stop string', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...prompts),
        fc.nat(),
        fc.integer({ min: 1, max: 4 }),
        async (prompt, at, length) => {
          const { text, reason } = greedyText(prompt, 20);
          fc.pre(text.length > 0);
          const start = at % text.length;
          const stop = text.slice(start, start + length);
          const [heard] = await write(engineWith(), aTextRequest(prompt, { maxTokens: 20, stop: [stop] }));
          const found = text.indexOf(stop);
          expect(textOf(heard)).toBe(text.slice(0, found));
          // The tokens of the stop string were written, and count.
          expect(heard.events.at(-1)).toEqual({
            type: 'finished',
            reason: 'stop',
            completionTokens: found + stop.length,
          });
          const [other] = await write(engineWith(), aTextRequest(prompt, { maxTokens: 20, stop: ['0'] }));
          expect([textOf(other), other.events.at(-1)]).toEqual([
            text,
            { type: 'finished', reason, completionTokens: text.length },
          ]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('bring what was held back when the limit is reached', async () => {
    const { text } = greedyText('abc', 6);
    const [heard] = await write(engineWith(), aTextRequest('abc', { maxTokens: 6, stop: [`${text.slice(4)}0`] }));
    expect(textOf(heard)).toBe(text);
    expect(heard.events.at(-1)).toMatchObject({ reason: 'length', completionTokens: 6 });
  });

  it('free their slot when they stop', async () => {
    const model = new FakeStepModel(1, 64);
    const { text } = greedyText('abc', 20);
    await write(engineWith(model), aTextRequest('abc', { maxTokens: 20, stop: [text[2]] }), aTextRequest('bcd'));
    const first = model.steps.findIndex((step, i) => i > 0 && step.type === 'extend');
    expect(model.steps.slice(0, first).filter(({ type }) => type === 'decode')).toHaveLength(text.indexOf(text[2]));
  });

  it('end in a loop, unless model or request say otherwise', async () => {
    const model = (): FakeStepModel => new LoopingModel(4, 200);
    const request = aTextRequest('abc', { maxTokens: 100 });
    const reasons = async (
      defaults: Partial<LanguageModel['defaults']>,
      fields: Partial<TextRequest>,
    ): Promise<unknown> => {
      const [{ events }] = await write(engineWith(model(), defaults), { ...request, ...fields });
      return events.at(-1);
    };
    // The first token comes from the prompt; 64 of the same follow.
    const ended = { type: 'finished', reason: 'loop', completionTokens: 65 };
    const full = { type: 'finished', reason: 'length', completionTokens: 100 };
    expect(await reasons({}, {})).toEqual(ended);
    expect(await reasons({ loopGuard: true }, {})).toEqual(ended);
    expect(await reasons({ loopGuard: false }, {})).toEqual(full);
    expect(await reasons({}, { loopGuard: false })).toEqual(full);
    expect(await reasons({ loopGuard: false }, { loopGuard: true })).toEqual(ended);
  });

  it('tell log-probabilities where they are asked for', async () => {
    const logitBias = { 7: 100 };
    const sampling = { ...greedy, logitBias };
    const request = aTextRequest('abc', { maxTokens: 2, sampling, logprobs: 2 });
    const [heard, other] = await write(engineWith(), request, aTextRequest('abc', { maxTokens: 2, sampling }));
    const letter = (id: number): string => (id === endToken ? '' : String.fromCharCode(96 + id));
    const expected = [
      [1, 2, 3],
      [1, 2, 3, 7],
    ].map((history, i) => {
      const logits = logitsAfter(history);
      const whole = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
      const named = (tokenId: number): unknown => ({
        tokenId,
        text: letter(tokenId),
        bytes: [...Buffer.from(letter(tokenId))],
        logprob: expect.closeTo(logits[tokenId] - whole, 9),
      });
      const likeliest = [...logits.keys()]
        .sort((a, b) => logits[b] - logits[a])
        .slice(0, 2)
        .map(named);
      // The bias chose the token; its probability is the one without.
      return { type: 'text', text: 'g', completionTokens: i + 1, logprobs: [{ ...(named(7) as object), likeliest }] };
    });
    expect(heard.events.filter(({ type }) => type === 'text')).toEqual(expected);
    expect(other.events.some((event) => 'logprobs' in event)).toBe(false);
  });

  it('never repeat a token where the presence penalty forbids it', async () => {
    const sampling = { ...greedy, presencePenalty: 1000 };
    const [heard] = await write(engineWith(), aTextRequest('abc', { maxTokens: 20, sampling }));
    expect(textOf(heard).length).toBeGreaterThan(3);
    expect(new Set(textOf(heard)).size).toBe(textOf(heard).length);
  });

  it('depend on their own seed, bias and penalties, not on their neighbours', async () => {
    const wishes = prompts.map((prompt, i) =>
      aTextRequest(prompt, {
        maxTokens: 15,
        sampling: {
          temperature: 1,
          seed: i,
          minP: [0, 0.05][i % 2],
          repetitionPenalty: [1, 1.3, 1.1][i % 3],
          frequencyPenalty: [0, 0.4][i % 2],
          logitBias: i % 2 === 0 ? undefined : { [i]: 2, 0: -Infinity },
        },
        stop: i % 3 === 0 ? ['a', 'zz'] : undefined,
      }),
    );
    const together = await write(engineWith(), ...wishes);
    for (const [i, wish] of wishes.entries()) {
      const [alone] = await write(engineWith(), wish);
      expect(textOf(together[i])).toBe(textOf(alone));
      expect(together[i].events.at(-1)).toEqual(alone.events.at(-1));
    }
  });

  it('are the same where the engine guesses ahead', async () => {
    // A text that soon repeats itself, so that many guesses are right, until the penalties change it.
    const model = (): FakeStepModel => {
      const one = new FakeStepModel(1, 200);
      one.think = (history) => 1 + (history.length % 5);
      return one;
    };
    for (const fields of [{}, { stop: ['cdea'] }, { stop: ['x'], logprobs: 1 }]) {
      const sampling = { ...greedy, frequencyPenalty: 3, repetitionPenalty: 1.1 };
      const request = aTextRequest('abcdeabcde', { maxTokens: 60, sampling, ...fields });
      const guessing = model();
      const [guessed] = await write(engineWith(guessing, {}, true), request);
      const [plain] = await write(engineWith(model()), request);
      expect(guessed.events).toEqual(plain.events);
      expect(guessing.steps.filter(({ type }) => type === 'extend').length).toBeGreaterThan(2);
    }
  });

  it('fail alone where a row is no numbers, and the neighbours go on', async () => {
    class BrokenModel extends FakeStepModel {
      override async decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
        const logits = await super.decode(tokenIds, lengths);
        const row = this.memory.findIndex((tokens) => tokens[0] === 24);
        if (row >= 0 && row < tokenIds.length) logits.fill(Number.NaN, row * 27, (row + 1) * 27);
        return logits;
      }
    }
    const wishes = ['abc', 'xyz', 'bcd'].map((prompt) => aTextRequest(prompt, { maxTokens: 6 }));
    const [first, broken, last] = await write(engineWith(new BrokenModel(3)), ...wishes);
    expect(broken.error).toMatchObject({ code: 'model_failed' });
    expect([first, last].map(textOf)).toEqual(['abc', 'bcd'].map((prompt) => greedyText(prompt, 6).text));
    expect([first.error, last.error]).toEqual([undefined, undefined]);
  });
});
