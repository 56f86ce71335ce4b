import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunnerSettings } from '@muse/core/models/runner-messages.js';
import type { ChosenTokenLogProb, TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { type BenchModelOptions, makeBenchModel } from '../../../tools/bench-model/bench-model.js';
import type { BenchDtype } from '../../../tools/bench-model/linear-layers.js';
import { type Heard, listen, turn } from '../../../test/support/fakes/listen.js';
import { aTextRequest } from '../../../test/support/fakes/samples.js';
import { AppendingModel } from './appending-model.js';
import { Engine } from './engine.js';
import { InPlaceModel } from './in-place-model.js';
import type { LanguageModel } from './language-model.js';
import { loadLanguageModel } from './load-language-model.js';
import { LogProbabilities } from './log-probabilities.js';
import { OneRowModel } from './one-row-model.js';

/** A small model of every kind of graph, with random weights. */
type Kind = Omit<BenchModelOptions, 'folder' | 'seed' | 'dtype'> & { dtype: BenchDtype; exact: boolean };

const kinds: Kind[] = (
  [
    ['grouped', true],
    ['grouped-positions', false],
    ['plain', false],
  ] as const
)
  .flatMap(([style, exact]): Kind[] => [
    { style, dtype: 'fp32', exact },
    { style, dtype: 'fp32', exact, keepLogits: false },
    { style, dtype: 'fp32', exact, externalData: true },
    { style, dtype: 'int8', exact },
    { style, dtype: 'q4', exact },
    // One activation scale for all rows of a step: a text feels its neighbours.
    { style, dtype: 'q8', exact: false },
    { style, dtype: 'fp16', exact },
    { style, dtype: 'fp16', exact, logitsType: 'float32' },
  ])
  .map((kind) => ({ keepLogits: true, externalData: false, ...kind }));

const settingsFor = (directory: string, changes: Partial<RunnerSettings>): RunnerSettings => ({
  directory,
  dtype: 'fp32',
  contextLength: 256,
  threads: 1,
  maxBatchSize: 4,
  prefillChunk: 128,
  prefixCacheBytes: 0,
  speculate: false,
  ...changes,
});

const words = ['bak', 'du', 'fe', 'gip', 'ho', 'ji', 'kum', 'la'];
const begin = Array.from({ length: 40 }, (_, i) => words[(i * 5) % words.length]).join(' ');
/** Some begin alike; their answers are of unequal length, and they join one after the other. */
const requests: TextRequest[] = Array.from({ length: 10 }, (_, i) =>
  aTextRequest(
    i % 2 === 0 ? `${begin} ${words[i % 8]} ${words[(3 * i) % 8]} end` : words.slice(0, 1 + (i % 7)).join(' '),
    {
      maxTokens: 6 + ((i * 11) % 20),
      sampling: { temperature: i % 3 === 0 ? 0 : 0.8, seed: i },
    },
  ),
);

const textOf = ({ events }: Heard<TextEvent>): string =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');

async function alone(engine: Engine, request: TextRequest): Promise<string> {
  const heard = listen(engine.generate(request));
  while (!engine.isIdle) await turn();
  if (heard.error !== undefined) throw heard.error as Error;
  return textOf(heard);
}

/** An answer that is given, and may be of any length. */
const given = Array.from({ length: 80 }, (_, i) => words[(i * i + (i >> 2)) % words.length]).join(' ');
const givenRequest: TextRequest = { ...requests[0], given, logprobs: 0 };

/** Its tokens with their log-probabilities; others may write meanwhile. */
async function read(engine: Engine, ...others: TextRequest[]): Promise<ChosenTokenLogProb[]> {
  const company = others.map((request) => listen(engine.generate(request)));
  const heard = listen(engine.generate(givenRequest));
  while (!engine.isIdle) await turn();
  expect([heard, ...company].map(({ error }) => error)).toEqual(Array(others.length + 1).fill(undefined));
  expect(textOf(heard)).toBe(given);
  return heard.events.flatMap((event) => (event.type === 'text' ? (event.logprobs ?? []) : []));
}

/** The same log-probabilities as the model gives them token by token, as it would write. */
async function wordByWord({ encode, model }: LanguageModel, tokens: readonly number[]): Promise<number[]> {
  const prompt = encode(givenRequest.prompt);
  const text = Int32Array.from([...prompt, ...tokens]);
  const probabilities = new LogProbabilities(model.vocabularySize);
  model.cache?.reserve(1, text.length);
  let logits = await model.extend(0, text, 0, prompt.length);
  const logprobs: number[] = [];
  for (let at = prompt.length; at < text.length; at += 1) {
    logprobs.push(probabilities.of(logits, 0, text[at], 0).logprob);
    logits = await model.decode([text[at]], [at]);
  }
  return logprobs;
}

const logprobsOf = (tokens: readonly ChosenTokenLogProb[]): number[] => tokens.map(({ logprob }) => logprob);

/** The largest difference between two lists. */
const furthest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

/** How far log-probabilities may be from those of the same tokens one at a time, which are added up in another order. */
const closeness: Record<BenchDtype, number> = { fp32: 1e-5, int8: 0.02, q4: 0.02, fp16: 0.02, q8: 0.3 };

async function together(engine: Engine): Promise<string[]> {
  const heard: Heard<TextEvent>[] = [];
  for (let turns = 0; heard.length < requests.length || !engine.isIdle; turns += 1) {
    if (turns % 4 === 0 && heard.length < requests.length) heard.push(listen(engine.generate(requests[heard.length])));
    await turn();
  }
  expect(heard.map(({ error }) => error)).toEqual(requests.map(() => undefined));
  return heard.map(textOf);
}

describe.each(kinds)('a $style graph in $dtype (logits to keep: $keepLogits, external data: $externalData)', (kind) => {
  const { exact, ...options } = kind;
  const folder = mkdtempSync(join(tmpdir(), 'muse-layout-'));
  let language: LanguageModel;
  let settings: RunnerSettings;
  let expected: string[];

  const engineWith = (changes: Partial<RunnerSettings> = {}): Engine =>
    new Engine(language, { ...settings, ...changes });

  beforeAll(async () => {
    makeBenchModel({ folder, seed: 11, ...options });
    settings = settingsFor(folder, { dtype: options.dtype });
    language = await loadLanguageModel(settings);
    const engine = engineWith();
    expected = [];
    for (const request of requests) expected.push(await alone(engine, request));
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  it('decodes several texts together', () => {
    expect(language.model).toBeInstanceOf(options.style === 'grouped' ? InPlaceModel : AppendingModel);
    expect(language.model.slots).toBe(4);
    expect(language.batching).toBe(options.style === 'grouped' ? 'in_place' : 'appending');
    // A few tokens may agree to the last bit where longer texts do not.
    if (exact) expect(language.agreement).toBe('exact');
    else expect(language.agreement).toMatch(/^(exact|close)$/);
  });

  it('writes another text for every request', () => {
    expect(new Set(expected).size).toBe(requests.length);
  });

  it('ends every text in company, in pieces, with beginnings remembered', async () => {
    const texts = await together(engineWith({ prefillChunk: 16, prefixCacheBytes: 1e6 }));
    expect(new Set(texts).size).toBe(requests.length);
  });

  it('reads a given answer with the log-probabilities that it would have been written with', async () => {
    const tokens = await read(engineWith());
    const oneByOne = await wordByWord(
      language,
      tokens.map(({ tokenId }) => tokenId),
    );
    expect(tokens.length).toBeGreaterThan(80);
    expect(furthest(logprobsOf(tokens), oneByOne)).toBeLessThan(closeness[options.dtype]);
    const inPieces = await read(engineWith({ prefillChunk: 16, prefixCacheBytes: 1e6 }), ...requests);
    expect(furthest(logprobsOf(inPieces), oneByOne)).toBeLessThan(closeness[options.dtype]);
  });

  if (exact) {
    it('reads a given answer the same in pieces, in company, and with the beginning of its prompt remembered', async () => {
      const tokens = await read(engineWith());
      expect(await read(engineWith({ prefillChunk: 7 }))).toEqual(tokens);
      const engine = engineWith({ prefixCacheBytes: 1e6, prefillChunk: 16 });
      expect(await read(engine, ...requests.slice(0, 4))).toEqual(tokens);
      expect(await read(engine)).toEqual(tokens);
      expect(engine.prefixStatistics.hits).toBeGreaterThan(0);
    });

    it('writes the same in company', async () => {
      expect(await together(engineWith())).toEqual(expected);
    });

    it('writes the same where prompts are read in pieces', async () => {
      expect(await together(engineWith({ prefillChunk: 7 }))).toEqual(expected);
    });

    it('writes the same where the beginnings of prompts are remembered', async () => {
      const engine = engineWith({ prefixCacheBytes: 1e6 });
      expect(await together(engine)).toEqual(expected);
      expect(await together(engine)).toEqual(expected);
      expect(engine.prefixStatistics.hits).toBeGreaterThan(requests.length / 2);
    });
  }
});

it('takes one text at a time where the self-test rejects the layout: rows that number their tokens themselves', async () => {
  const written: string[] = [];
  const answers: number[][] = [];
  for (const style of ['plain', 'plain-no-positions'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'muse-layout-'));
    makeBenchModel({ folder, seed: 11, style });
    const settings = settingsFor(folder, {});
    const language = await loadLanguageModel(settings);
    const engine = new Engine(language, settings);
    written.push(await alone(engine, requests[0]));
    answers.push(logprobsOf(await read(engine)));
    if (style === 'plain-no-positions') {
      expect(language).toMatchObject({ batching: 'one_by_one', agreement: 'wrong' });
      expect(language.model).toBeInstanceOf(OneRowModel);
    }
    rmSync(folder, { recursive: true });
  }
  expect(written[1]).toBe(written[0]);
  expect(furthest(answers[1], answers[0])).toBeLessThan(closeness.fp32);
});

it('takes one text at a time where the context is too short for a test of the layout', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'muse-layout-'));
  makeBenchModel({ folder, seed: 11 });
  const { model, batching, agreement } = await loadLanguageModel(settingsFor(folder, { contextLength: 7 }));
  expect([batching, agreement]).toEqual(['one_by_one', undefined]);
  expect(model).toBeInstanceOf(OneRowModel);
  rmSync(folder, { recursive: true });
});
