import { MuseError } from '@muse/core/errors/muse-error.js';
import { anEntry } from '../../../../test/support/fakes/samples.js';
import { renderConversation } from '@muse/core/prompts/render-conversation.js';
import { validationPipe } from '../http/validation.js';
import { ChatRequest } from './chat-request.dto.js';
import { CompletionRequest } from './completion-request.dto.js';
import type { TextOrder } from './text-order.js';
import { toChatOrder } from './to-chat-order.js';
import { toCompletionOrder } from './to-completion-order.js';

const entry = anEntry({ key: 'chatty', contextLength: 512, promptTemplate: undefined });
const hello = [{ role: 'user', content: 'Hello' }];

function checked<T>(metatype: new () => T, value: object): Promise<T> {
  return validationPipe().transform(value, { type: 'body', metatype }) as Promise<T>;
}

async function chat(fields: object, model = entry): Promise<TextOrder> {
  return toChatOrder(await checked(ChatRequest, { messages: hello, ...fields }), model, 7);
}

async function completion(fields: object, model = entry): Promise<TextOrder> {
  return toCompletionOrder(await checked(CompletionRequest, { prompt: 'Tea', ...fields }), model, 7);
}

/** Path and reason of each bad field. */
async function flawsOf(order: Promise<unknown>): Promise<[string, string][]> {
  const error: unknown = await order.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(MuseError);
  expect(error).toMatchObject({ code: 'validation_failed' });
  return (error as MuseError).errors!.map(({ path, reason }) => [path, reason]);
}

describe('a chat request', () => {
  it('needs messages only', async () => {
    expect(await chat({})).toEqual({
      model: 'chatty',
      n: 1,
      field: 'messages',
      texts: [
        {
          prompt: renderConversation([{ role: 'user', content: 'Hello' }]),
          maxTokens: 512,
          sampling: { temperature: 1, seed: 7 },
        },
      ],
    });
  });

  it('says the same in the words of core', async () => {
    const fields = {
      n: 2,
      seed: 2 ** 32 - 1,
      stop: 'END',
      max_completion_tokens: 20,
      temperature: 0,
      top_p: 0.5,
      presence_penalty: -2,
      frequency_penalty: 2,
      logit_bias: { 5: -100 },
      logprobs: true,
      top_logprobs: 3,
    };
    const { texts } = await chat(fields);
    expect(texts.map(({ prompt: _, ...text }) => text)).toEqual(
      [2 ** 32 - 1, 0].map((seed) => ({
        maxTokens: 20,
        stop: ['END'],
        logprobs: 3,
        sampling: {
          temperature: 0,
          topP: 0.5,
          presencePenalty: -2,
          frequencyPenalty: 2,
          logitBias: { 5: -100 },
          seed,
        },
      })),
    );
  });

  it('takes null for everything that may be left out', async () => {
    const names = Object.keys(await checked(ChatRequest, { messages: hello, ...everyField }));
    const nulls = Object.fromEntries(names.filter((name) => name !== 'messages').map((name) => [name, null]));
    expect(Object.keys(nulls).length).toBeGreaterThan(18);
    expect(await chat(nulls)).toEqual(await chat({}));
  });

  it('joins the parts of a message, and takes developer for system', async () => {
    const messages = [
      { role: 'developer', content: 'Be kind.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hel' },
          { type: 'text', text: 'lo\ud83d' },
        ],
      },
    ];
    const { texts } = await chat({ messages });
    expect(texts[0].prompt).toEqual(
      renderConversation([
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hello\uFFFD' },
      ]),
    );
  });

  it('goes on after an answer of ours, as clients send it back', async () => {
    const answer = { role: 'assistant', content: 'Hi', refusal: null, annotations: [], tool_calls: [] };
    await expect(chat({ messages: [...hello, answer, ...hello] })).resolves.toBeDefined();
  });

  it('writes no more than the context holds', async () => {
    expect((await chat({ max_tokens: 100_000 })).texts[0].maxTokens).toBe(512);
  });

  it('is rendered by the template of its model', async () => {
    const { texts } = await chat({}, anEntry());
    expect(texts[0].prompt).toMatchObject({ messages: [{ role: 'user', content: 'general 5 en: Hello' }] });
  });

  it.each<[object, string]>([
    [{ tools: [{ type: 'function' }] }, 'tools'],
    [{ tool_choice: 'required' }, 'tool_choice'],
    [{ parallel_tool_calls: true }, 'parallel_tool_calls'],
    [{ functions: [{}] }, 'functions'],
    [{ function_call: { name: 'f' } }, 'function_call'],
    [{ audio: {} }, 'audio'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
    [{ prediction: {} }, 'prediction'],
    [{ reasoning_effort: 'low' }, 'reasoning_effort'],
    [{ verbosity: 'low' }, 'verbosity'],
    [{ web_search_options: {} }, 'web_search_options'],
    [{ store: true }, 'store'],
    [{ metadata: { a: 'b' } }, 'metadata'],
    [{ service_tier: 'flex' }, 'service_tier'],
  ])('refuses %j by its name', async (fields, name) => {
    expect(await flawsOf(chat(fields))).toEqual([[name, expect.stringContaining(`${name} is not supported`)]]);
  });

  it.each([
    { tools: [], tool_choice: 'none', functions: [], modalities: ['text'], response_format: { type: 'text' } },
    { store: false, metadata: {}, service_tier: 'auto', user: 'anna', safety_identifier: 'a', prompt_cache_key: 'k' },
  ])('takes %j, which asks for nothing', async (fields) => {
    expect(await chat(fields)).toEqual(await chat({}));
  });

  it.each<[object, string, string]>([
    [{ messages: [] }, 'messages', 'at least 1'],
    [{ messages: Array.from({ length: 129 }, () => hello[0]) }, 'messages', 'no more than 128'],
    [{ messages: [[]] }, 'messages', 'each value in messages must be an object'],
    [{ messages: [hello] }, 'messages', 'each value in messages must be an object'],
    [{ messages: [{ role: 'tool', content: 'x' }] }, 'messages.0.role', 'system, developer, user, assistant'],
    [{ messages: [{ role: 'user' }] }, 'messages.0.content', 'content must be a string'],
    [{ messages: [{ role: 'user', content: [] }] }, 'messages.0.content', 'content must be a string'],
    [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages.0.content', 'content [0] must be'],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] },
      'messages.0.content',
      '"image_url", which is not',
    ],
    [{ messages: [{ role: 'user', content: 'x', name: 'anna' }] }, 'messages.0.name', 'name is not supported'],
    [{ messages: [{ role: 'system', content: 'x' }] }, 'messages', "one of the user's"],
    [{ messages: [...hello, { role: 'assistant', content: 'x' }] }, 'messages', 'must not end with'],
    [{ messages: [{ role: 'user', content: 'x'.repeat(8193) }] }, 'messages', 'no more than 8192 characters'],
    [{ max_tokens: 1, max_completion_tokens: 1 }, 'max_tokens', 'send one of them'],
    [{ top_logprobs: 1 }, 'top_logprobs', 'logprobs: true'],
    [{ stream_options: {} }, 'stream_options', 'stream: true'],
    [
      { stream: true, stream_options: { include_obfuscation: true } },
      'stream_options.include_obfuscation',
      'only false',
    ],
    [{ response_format: { type: 'json_object' } }, 'response_format.type', '"json_object" is not supported'],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop', 'at most 4'],
    [{ stop: '' }, 'stop', '1 to 100 characters'],
    [{ stop: ['x'.repeat(101)] }, 'stop', '1 to 100 characters'],
    [{ stop: [1] }, 'stop', '1 to 100 characters'],
    [{ logit_bias: { x: 1 } }, 'logit_bias', 'token ids'],
    [{ logit_bias: { 1: 101 } }, 'logit_bias', '-100 to 100'],
    [{ logit_bias: [1] }, 'logit_bias', 'token ids'],
    [{ n: 9 }, 'n', 'greater than 8'],
    [{ seed: -1 }, 'seed', 'less than 0'],
    [{ top_p: 0 }, 'top_p', 'greater than 0'],
    [{ temperature: 2.1 }, 'temperature', 'greater than 2'],
    [{ presence_penalty: 2.1 }, 'presence_penalty', 'greater than 2'],
    [{ frequency_penalty: -2.1 }, 'frequency_penalty', 'less than -2'],
    [{ top_logprobs: 21, logprobs: true }, 'top_logprobs', 'greater than 20'],
    [{ echo: false }, 'echo', 'should not exist'],
  ])('refuses %j', async (fields, path, reason) => {
    expect(await flawsOf(chat(fields))).toEqual(expect.arrayContaining([[path, expect.stringContaining(reason)]]));
  });
});

describe('log-probabilities', () => {
  const big = anEntry({ contextLength: 32_768, promptTemplate: undefined });
  const asked = { logprobs: true, top_logprobs: 19, n: 2 };

  it('are told of as many tokens as memory allows', async () => {
    await expect(chat({ ...asked, max_tokens: 5000 }, big)).resolves.toBeDefined();
    expect(await flawsOf(chat({ ...asked, max_tokens: 5001 }, big))).toEqual([
      ['logprobs', expect.stringContaining('logprobs of 200040 tokens are too many')],
    ]);
  });

  it('are counted for each of the texts', async () => {
    expect(await flawsOf(completion({ prompt: ['a', 'b'], logprobs: 4, n: 8, max_tokens: 2501 }, big))).toEqual([
      ['logprobs', expect.stringContaining('must not exceed 200000')],
    ]);
  });
});

describe('a completion request', () => {
  const raw = (text: string) => ({ type: 'text', parts: [{ from: 'user', text }] });

  it('goes on with a prompt as it stands, for 16 tokens', async () => {
    expect(await completion({ prompt: ' <|end|> ' })).toEqual({
      model: 'chatty',
      n: 1,
      field: 'prompt',
      texts: [
        {
          prompt: raw(' <|end|> '),
          maxTokens: 16,
          keepLeadingSpace: true,
          sampling: { temperature: 1, seed: 7 },
        },
      ],
    });
  });

  it('orders n texts for each prompt, with the same seeds for each', async () => {
    const { texts, n } = await completion({ prompt: ['a', 'b'], n: 2, seed: 40, max_tokens: 3, logprobs: 0 });
    expect(n).toBe(2);
    expect(texts.map(({ prompt, sampling, logprobs }) => [prompt, sampling.seed, logprobs])).toEqual([
      [raw('a'), 40, 0],
      [raw('a'), 41, 0],
      [raw('b'), 40, 0],
      [raw('b'), 41, 0],
    ]);
  });

  it.each([{ best_of: 1 }, { echo: false }, { suffix: '' }])('takes %j, which asks for nothing', async (fields) => {
    expect(await completion(fields)).toEqual(await completion({}));
  });

  it.each<[object, string, string]>([
    [{ best_of: 2 }, 'best_of', 'is not supported'],
    [{ echo: true }, 'echo', 'is not supported'],
    [{ suffix: 'x' }, 'suffix', 'is not supported'],
    [{ prompt: [1, 2] }, 'prompt', 'as tokens is not supported'],
    [{ prompt: [[1, 2]] }, 'prompt', 'as tokens is not supported'],
    [{ prompt: '' }, 'prompt', 'at least 1 character'],
    [{ prompt: [] }, 'prompt', '1 to 16'],
    [{ prompt: Array.from({ length: 17 }, () => 'a') }, 'prompt', '1 to 16'],
    [{ prompt: null }, 'prompt', 'must be a string'],
    [{ prompt: ['a', 'b', 'c'], n: 6 }, 'n', 'must not exceed 16'],
    [{ prompt: ['x'.repeat(8000), 'x'.repeat(193)] }, 'prompt', 'no more than 8192'],
    [{ logprobs: 6 }, 'logprobs', 'greater than 5'],
    [{ messages: [] }, 'messages', 'should not exist'],
  ])('refuses %j', async (fields, path, reason) => {
    expect(await flawsOf(completion(fields))).toEqual([[path, expect.stringContaining(reason)]]);
  });
});

const everyField = {
  model: 'm',
  stream: true,
  stream_options: { include_usage: true },
  n: 1,
  stop: 'x',
  seed: 1,
  max_tokens: 1,
  max_completion_tokens: 1,
  temperature: 1,
  top_p: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  logit_bias: {},
  user: 'u',
  safety_identifier: 's',
  prompt_cache_key: 'k',
  logprobs: true,
  top_logprobs: 1,
  response_format: { type: 'text' },
  tools: [],
  store: false,
};
