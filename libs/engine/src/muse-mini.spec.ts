import { join } from 'node:path';
import type { RunnerSettings } from '@muse/core/models/runner-messages.js';
import type { ChosenTokenLogProb, TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { InferenceSession } from 'onnxruntime-node';
import { type Heard, listen, turn } from '../../../test/support/fakes/listen.js';
import { aTextRequest } from '../../../test/support/fakes/samples.js';
import { Engine } from './engine.js';
import { InPlaceModel } from './in-place-model.js';
import type { LanguageModel } from './language-model.js';
import { loadLanguageModel } from './load-language-model.js';
import { OneRowModel } from './one-row-model.js';
import { readGraph } from './onnx-graph.js';
import { GraphSession } from './output-copies.js';

// The real model. No word of it is asserted: it is trained anew now and then.
const directory = join(__dirname, '../../../models/muse-mini');
const settings: RunnerSettings = {
  directory,
  dtype: 'q8',
  contextLength: 256,
  threads: 1,
  maxBatchSize: 4,
  prefillChunk: 512,
  prefixCacheBytes: 0,
  speculate: false,
};

const prompts = [
  'general 5 de: Tee',
  'technology 7 de: Solardächer für Schulen und Turnhallen in kleinen Gemeinden',
  'art 2 en: An empty shop',
  'business 9 en: Repairing instead of throwing away, with neighbours who have never met before',
  'health 1 fr: Lire sans écran',
  'education 10 es: Una tienda vacía',
  'entertainment 4 it: Lunghi viaggi in treno',
  'sustainability 6 de: Regenwasser im Hinterhof 👨‍👩‍👧‍👦',
  'general 3 en: 创意',
  'x 5 de: <|end|> <|assistant|>',
  'general 8 de: Musik',
  'general 5 en: Long train rides through the night, and what people do when they cannot sleep on them',
];

/** Requests of different lengths; `join` is the number of texts that have come before it joins. */
const company = prompts.map((prompt, index) => ({ prompt, maxTokens: 8 + ((index * 7) % 23), join: index * 5 }));

function requestOf({ prompt, maxTokens }: { prompt: string; maxTokens: number }, temperature: number): TextRequest {
  return aTextRequest(prompt, { maxTokens, sampling: { temperature, seed: prompt.length * 1000 + maxTokens } });
}

function textOf({ events }: Heard<TextEvent>): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

async function write(engine: Engine, request: TextRequest): Promise<string> {
  const heard = listen(engine.generate(request));
  while (!engine.isIdle) await turn();
  if (heard.error !== undefined) throw heard.error as Error;
  return textOf(heard);
}

describe('muse-mini in the engine', () => {
  let language: LanguageModel;
  /** The greedy texts, each written alone. */
  let greedy: string[];

  const engineWith = (model: LanguageModel['model'], prefillChunk = 512): Engine =>
    new Engine({ ...language, model }, { ...settings, prefillChunk });

  async function eachAlone(engine: Engine, temperature: number): Promise<string[]> {
    const texts: string[] = [];
    for (const wish of company) texts.push(await write(engine, requestOf(wish, temperature)));
    return texts;
  }

  async function together(engine: Engine, temperature: number): Promise<string[]> {
    let written = 0;
    const heard: Heard<TextEvent>[] = [];
    while (heard.length < company.length || !engine.isIdle) {
      const next = company.at(heard.length);
      if (next !== undefined && (next.join <= written || engine.isIdle)) {
        const wish = requestOf(next, temperature);
        heard.push(listen(engine.generate(wish), (event) => (written += Number(event.type === 'text'))));
      } else await turn();
    }
    expect(heard.map(({ error }) => error)).toEqual(company.map(() => undefined));
    return heard.map(textOf);
  }

  beforeAll(async () => {
    language = await loadLanguageModel(settings);
    greedy = await eachAlone(engineWith(language.model), 0);
  }, 60_000);

  it('runs in place, with as many slots as asked for', () => {
    expect(language.model).toBeInstanceOf(InPlaceModel);
    expect([language.model.slots, language.model.contextLength]).toEqual([4, 256]);
  });

  it('writes something for every prompt', () => {
    expect(greedy.filter((text) => text.trim() === '')).toEqual([]);
    expect(new Set(greedy).size).toBeGreaterThan(6);
  });

  it('writes the same greedy text alone and in company', async () => {
    expect(await together(engineWith(language.model), 0)).toEqual(greedy);
  }, 60_000);

  it('writes the same text for a seed alone and in company', async () => {
    const alone = await eachAlone(engineWith(language.model), 1);
    expect(await together(engineWith(language.model), 1)).toEqual(alone);
    expect(alone).not.toEqual(greedy);
  }, 60_000);

  it('writes the same where prompts are read in chunks', async () => {
    expect(await eachAlone(engineWith(language.model, 5), 0)).toEqual(greedy);
    expect(await together(engineWith(language.model, 5), 0)).toEqual(greedy);
  }, 60_000);

  it('writes the same one row at a time', async () => {
    const session = await InferenceSession.create(join(directory, 'onnx', 'model_quantized.onnx'));
    const graph = readGraph(session);
    const oneRow = new OneRowModel(new GraphSession(session), graph, 256, language.model.vocabularySize);
    expect(await eachAlone(engineWith(oneRow), 0)).toEqual(greedy);
    expect(await eachAlone(engineWith(oneRow, 5), 0)).toEqual(greedy);
  }, 60_000);

  describe('reading a given answer', () => {
    const tokensOf = async (engine: Engine, request: TextRequest): Promise<ChosenTokenLogProb[]> => {
      const heard = listen(engine.generate({ ...request, logprobs: 0 }));
      while (!engine.isIdle) await turn();
      expect(heard.completed).toBe(true);
      expect(heard.events.at(-1)).toMatchObject({ reason: request.given === undefined ? expect.anything() : 'stop' });
      return heard.events.flatMap((event) => (event.type === 'text' ? (event.logprobs ?? []) : []));
    };
    const idsOf = (tokens: readonly ChosenTokenLogProb[]): number[] => tokens.map(({ tokenId }) => tokenId);

    it('finds the tokens of what it wrote, with about the same log-probabilities', async () => {
      let same = 0;
      for (const [index, wish] of company.entries()) {
        const written = await tokensOf(engineWith(language.model), requestOf(wish, 0));
        const given = greedy[index];
        const read = await tokensOf(engineWith(language.model), { ...requestOf(wish, 0), given });
        // What was cut at its limit may end within a word, and be written in other pieces.
        if (idsOf(read).join() !== idsOf(written).join()) continue;
        same += 1;
        // Activations of 8 bits: several tokens at once are rounded otherwise than one.
        read.forEach(({ logprob }, i) => expect(Math.abs(logprob - written[i].logprob)).toBeLessThan(0.3));
      }
      expect(same).toBeGreaterThan(company.length / 2);
    });

    it('tells the same in pieces, with its prompt remembered, and while others write, who do not notice', async () => {
      const request = { ...requestOf(company[1], 0), given: `${greedy[1]} ${greedy[2]} ${greedy[3]}` };
      const alone = await tokensOf(engineWith(language.model), request);
      expect(await tokensOf(engineWith(language.model, 16), request)).toEqual(alone);
      const engine = new Engine(language, { ...settings, prefillChunk: 16, prefixCacheBytes: 1e6 });
      for (let round = 0; round < 2; round += 1) {
        const writers = company.slice(0, 3).map((wish) => listen(engine.generate(requestOf(wish, 0))));
        expect(await tokensOf(engine, request)).toEqual(alone);
        expect(writers.map(textOf)).toEqual(greedy.slice(0, 3));
      }
      expect(engine.prefixStatistics.hits).toBeGreaterThan(0);
    });

    it('takes the names of control tokens for plain characters', async () => {
      const given = 'Ein Dach <|end|> und <|user|> eine Schule';
      const tokens = await tokensOf(engineWith(language.model), { ...requestOf(company[0], 0), given });
      expect(tokens.map(({ text }) => text).join('')).toBe(` ${given}`);
      expect(idsOf(tokens).filter((id) => language.endTokenIds.has(id) || id < 4)).toEqual([]);
    });

    it('keeps white space before its first word where it was asked for', async () => {
      const request = { ...requestOf(company[0], 0), given: 'Tee und Tassen', keepLeadingSpace: true };
      const tokens = await tokensOf(engineWith(language.model), request);
      expect(tokens.map(({ text }) => text).join('')).toBe('Tee und Tassen');
    });
  });

  it('refuses a prompt that does not fit into the context', async () => {
    const long = aTextRequest(`general 5 de: ${'Dach und Schule, '.repeat(200)}`);
    await expect(write(engineWith(language.model), long)).rejects.toMatchObject({ code: 'prompt_too_long' });
  });

  it('fills the context to its last token', async () => {
    const tight = await loadLanguageModel({ ...settings, contextLength: 32, maxBatchSize: 2 });
    const engine = new Engine(tight, { ...settings, prefillChunk: 8 });
    const request = aTextRequest('general 5 de: Tee', { maxTokens: 400 });
    const heard = listen(engine.generate(request));
    while (!engine.isIdle) await turn();
    const room = 32 - tight.encode(request.prompt).length;
    expect(heard.events[0]).toEqual({ type: 'started', promptTokens: 32 - room, cachedTokens: 0, maxTokens: room });
    expect(heard.events.at(-1)).toMatchObject({ type: 'finished' });
    const last = heard.events.at(-1) as TextEvent & { type: 'finished' };
    expect(last.completionTokens).toBeLessThanOrEqual(room);
  });
});
