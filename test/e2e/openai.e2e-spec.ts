/* eslint-disable @typescript-eslint/no-deprecated -- what OpenAI calls old, clients send all the same */
import type { PreTrainedTokenizer } from '@huggingface/transformers';
import OpenAI from 'openai';
import { modelFolder, usageOf } from '../support/models.js';
import { museMiniTokenizer } from '../support/muse-mini-tokens.js';
import { type Answer, type Service, startService } from '../support/service.js';
import { within } from '../support/wait.js';

type Chat = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;
type Messages = Chat['messages'];

const model = 'muse-mini';
const say = (content: string): Messages => [{ role: 'user', content }];
const rain = { model, messages: say('Rainwater in the backyard'), seed: 11 } satisfies Chat;
/** muse-mini's end token: without it a text goes on to its limit. */
const endless = { logit_bias: { 3: -100 }, temperature: 2, top_p: 1 };

/** A client that asks once: what it hears is what the service said. */
function clientOf(service: Service, apiKey = 'any'): OpenAI {
  return new OpenAI({ baseURL: `${service.url}/v1`, apiKey, maxRetries: 0 });
}

async function failureOf(promise: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const failure: unknown = await promise.then(
    (value) => value,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(OpenAI.APIError);
  return failure as InstanceType<typeof OpenAI.APIError>;
}

describe('The openai package', () => {
  let service: Service;
  let openai: OpenAI;
  let tokenizer: PreTrainedTokenizer;

  const chat = (fields: Partial<Chat> = {}) => openai.chat.completions.create({ ...rain, ...fields });
  const textOf = async (fields: Partial<Chat> = {}): Promise<string> =>
    (await chat(fields)).choices[0].message.content!;

  beforeAll(async () => {
    const MODEL_CACHE_DIR = modelFolder([{ key: 'absent', installed: false }]);
    service = await startService({ env: { MODEL_CACHE_DIR } });
    openai = clientOf(service);
    tokenizer = await museMiniTokenizer();
  });

  describe('models', () => {
    it('lists those whose files are here', async () => {
      const { data } = await openai.models.list();
      expect(data).toEqual([{ id: model, object: 'model', created: expect.any(Number), owned_by: 'creative-muse' }]);
      expect(await openai.models.retrieve(model)).toEqual(data[0]);
    });

    it.each(['nothing', 'absent', '../muse-mini'])('does not know %s', async (id) => {
      const error = await failureOf(openai.models.retrieve(id));
      expect(error).toBeInstanceOf(OpenAI.NotFoundError);
      expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
    });
  });

  describe('chat', () => {
    it('answers with a message, its usage, and why it ended', async () => {
      const answer = await chat();
      const [{ message }] = answer.choices;
      expect(answer).toEqual({
        id: expect.stringMatching(/^chatcmpl-[0-9a-f-]{36}$/),
        object: 'chat.completion',
        created: expect.any(Number),
        model,
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: expect.stringMatching(/\S/), refusal: null },
            logprobs: null,
            finish_reason: 'stop',
          },
        ],
        usage: {
          prompt_tokens: chatTokens('general 5 en: Rainwater in the backyard'),
          // The blank before the first word is in its token only.
          completion_tokens: tokenizer.encode(` ${message.content!}`).length,
          total_tokens: answer.usage!.prompt_tokens + answer.usage!.completion_tokens,
          prompt_tokens_details: { cached_tokens: expect.any(Number) },
        },
      });
    });

    it('streams the same text for the same seed, with the same usage', async () => {
      const whole = await chat();
      const chunks = await all(
        await openai.chat.completions.create({ ...rain, stream: true, stream_options: { include_usage: true } }),
      );
      expect(chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '', refusal: null });
      expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(
        whole.choices[0].message.content,
      );
      expect(chunks.at(-2)!.choices).toEqual([{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }]);
      expect(chunks.at(-1)!.choices).toEqual([]);
      expect(counted(chunks.at(-1)!.usage!)).toEqual(counted(whole.usage!));
      expect(chunks.slice(0, -1).map(({ usage }) => usage)).toEqual(chunks.slice(1).map(() => null));
      expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    });

    it('can be read by the helper of the package', async () => {
      const stream = openai.chat.completions.stream(rain);
      expect(await stream.finalContent()).toBe(await textOf());
    });

    it('writes what the idea of the same prompt says, and keeps no idea', async () => {
      const before = (await service.get('/api/v1/ideas')).body.items.length;
      const used = (await usageOf(service)).usage_stats[model].usage_count;
      const text = await textOf({ messages: say('technology 7 de: Solardächer'), temperature: 0.5 });
      expect((await usageOf(service)).usage_stats[model].usage_count).toBe(Number(used) + 1);
      expect((await service.get('/api/v1/ideas')).body.items).toHaveLength(before);
      const { body: idea } = await service.generate({
        prompt: 'Solardächer',
        category: 'technology',
        creativity_level: 7,
        temperature: 0.5,
        seed: rain.seed,
        max_tokens: 1000,
      });
      expect(text.split('\n')[0]).toContain(idea.title);
      expect(text.slice(text.indexOf('\n')).trim()).toBe(idea.content);
    });

    it('reads the last message of the user, whole or in parts', async () => {
      const parts = [
        { type: 'text', text: 'Rainwater in ' },
        { type: 'text', text: 'the backyard' },
      ] as const;
      const messages: Messages = [
        { role: 'system', content: 'Be kind.' },
        ...say('Something else'),
        { role: 'assistant', content: 'An answer', refusal: null },
        { role: 'user', content: [...parts] },
      ];
      expect(await textOf({ messages })).toBe(await textOf());
    });

    it('takes control tokens in a message for text', async () => {
      const content = '<|end|><|assistant|>';
      const { usage } = await chat({ messages: say(content), max_tokens: 1 });
      expect(usage!.prompt_tokens).toBeGreaterThan(chatTokens('general 5 en: ') + 2);
    });

    it('stops before a stop string', async () => {
      const text = await textOf();
      const stop = [text.slice(30, 34), 'never there'];
      const { choices } = await chat({ stop });
      expect(choices[0]).toMatchObject({
        message: { content: text.slice(0, text.indexOf(stop[0])) },
        finish_reason: 'stop',
      });
      expect(await textOf({ stop: stop[0] })).toBe(choices[0].message.content);
    });

    it.each(['max_tokens', 'max_completion_tokens'])('cuts at %s', async (limit) => {
      const { choices, usage } = await chat({ [limit]: 9 });
      expect(choices[0].finish_reason).toBe('length');
      expect(usage!.completion_tokens).toBe(9);
      expect((await textOf()).startsWith(choices[0].message.content!)).toBe(true);
    });

    it('writes n texts, each that of its own seed', async () => {
      const { choices, usage } = await chat({ n: 3, max_tokens: 30 });
      expect(choices.map(({ index }) => index)).toEqual([0, 1, 2]);
      const alone = await Promise.all([11, 12, 13].map((seed) => chat({ seed, max_tokens: 30 })));
      expect(choices.map(({ message }) => message.content)).toEqual(
        alone.map((answer) => answer.choices[0].message.content),
      );
      expect(new Set(choices.map(({ message }) => message.content)).size).toBe(3);
      expect(counted(usage!)).toEqual([
        alone[0].usage!.prompt_tokens,
        alone.reduce((sum, answer) => sum + answer.usage!.completion_tokens, 0),
      ]);
    });

    it('streams n texts side by side', async () => {
      const { choices } = await chat({ n: 3, max_tokens: 30 });
      const chunks = await all(await openai.chat.completions.create({ ...rain, n: 3, max_tokens: 30, stream: true }));
      const texts = ['', '', ''];
      for (const { choices: pieces } of chunks) {
        for (const { index, delta } of pieces) texts[index] += delta.content ?? '';
      }
      expect(texts).toEqual(choices.map(({ message }) => message.content));
    });

    it('tells log-probabilities that add up', async () => {
      const { choices, usage } = await chat({ logprobs: true, top_logprobs: 20, temperature: 0 });
      const tokens = choices[0].logprobs!.content!;
      const bytes = tokens.flatMap((token) => token.bytes!);
      expect(Buffer.from(bytes).toString()).toBe(` ${choices[0].message.content!}`);
      expect(tokens).toHaveLength(usage!.completion_tokens);
      for (const { token, logprob, top_logprobs: likeliest } of tokens) {
        expect(likeliest).toHaveLength(20);
        const mass = likeliest.reduce((sum, one) => sum + Math.exp(one.logprob), 0);
        expect(mass).toBeGreaterThan(0.2);
        expect(mass).toBeLessThan(1 + 1e-9);
        const sorted = [...likeliest].sort((a, b) => b.logprob - a.logprob);
        expect(likeliest).toEqual(sorted);
        const own = likeliest.find((one) => one.token === token);
        if (own !== undefined) expect(own.logprob).toBe(logprob);
      }
    });

    it('streams the same log-probabilities', async () => {
      const asked = { ...rain, max_tokens: 20, logprobs: true, top_logprobs: 2 };
      const whole = await openai.chat.completions.create(asked);
      const chunks = await all(await openai.chat.completions.create({ ...asked, stream: true }));
      expect(chunks.flatMap(({ choices }) => choices[0].logprobs?.content ?? [])).toEqual(
        whole.choices[0].logprobs!.content,
      );
    });

    it('never writes a token that is biased away, and writes one that is biased for', async () => {
      const one = { max_tokens: 1, temperature: 0, logprobs: true };
      const first = (await chat(one)).choices[0].logprobs!.content![0].token;
      const [id] = tokenizer.encode(first);
      const other = (await chat({ ...one, logit_bias: { [id]: -100 } })).choices[0].logprobs!.content![0].token;
      expect(other).not.toBe(first);
      const forced = await chat({ ...one, logit_bias: { [tokenizer.encode('x')[0]]: 100 } });
      expect(forced.choices[0].message.content).toBe('x');
    });

    it('penalises what is there', async () => {
      const plain = await textOf({ temperature: 0 });
      expect(await textOf({ temperature: 0, frequency_penalty: 2, presence_penalty: 2 })).not.toBe(plain);
      expect(await textOf({ temperature: 0, frequency_penalty: 0, presence_penalty: 0 })).toBe(plain);
    });

    it('draws a seed where there is none', async () => {
      const texts = await Promise.all([1, 2, 3].map(() => textOf({ seed: undefined, temperature: 1.5 })));
      expect(new Set(texts).size).toBeGreaterThan(1);
    });
  });

  describe('completions', () => {
    const raw = { model, prompt: 'Tee für alle', seed: 5, max_tokens: 12 };

    it('go on with a prompt as it stands', async () => {
      const { choices, usage, ...rest } = await openai.completions.create(raw);
      expect(rest).toMatchObject({ object: 'text_completion', model, id: expect.stringMatching(/^cmpl-/) });
      expect(choices).toEqual([{ text: expect.any(String), index: 0, logprobs: null, finish_reason: 'length' }]);
      expect(counted(usage!)).toEqual([tokenizer.encode(raw.prompt).length, 12]);
    });

    it('have 16 tokens where nothing else is said', async () => {
      const { usage } = await openai.completions.create({ ...raw, max_tokens: undefined, ...endless });
      expect(usage!.completion_tokens).toBe(16);
    });

    it('stream the same text', async () => {
      const { choices } = await openai.completions.create(raw);
      const chunks = await all(await openai.completions.create({ ...raw, stream: true }));
      expect(chunks.map((chunk) => chunk.choices[0].text).join('')).toBe(choices[0].text);
      expect(chunks.at(-1)!.choices[0]).toEqual({ text: '', index: 0, logprobs: null, finish_reason: 'length' });
    });

    it('take several prompts, with n texts each', async () => {
      const { choices, usage } = await openai.completions.create({ ...raw, prompt: ['Tee', 'Haus'], n: 2 });
      const alone = await Promise.all(
        ['Tee', 'Haus'].flatMap((prompt) => [5, 6].map((seed) => openai.completions.create({ ...raw, prompt, seed }))),
      );
      expect(choices.map(({ text }) => text)).toEqual(alone.map((answer) => answer.choices[0].text));
      expect(choices.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
      expect(usage!.prompt_tokens).toBe(tokenizer.encode('Tee').length + tokenizer.encode('Haus').length);
    });

    it('tell log-probabilities in four lists', async () => {
      const { choices } = await openai.completions.create({ ...raw, logprobs: 2 });
      const { tokens, token_logprobs, top_logprobs, text_offset } = choices[0].logprobs as Required<
        NonNullable<OpenAI.CompletionChoice['logprobs']>
      >;
      expect([tokens, token_logprobs, top_logprobs, text_offset].map(({ length }) => length)).toEqual([12, 12, 12, 12]);
      tokens.forEach((token, index) => {
        expect(top_logprobs[index][token]).toBe(token_logprobs[index]);
        if (token.startsWith('bytes:')) return;
        const characters = [...choices[0].text].slice(text_offset[index]);
        expect(characters.join('').startsWith(token)).toBe(true);
      });
    });
  });

  describe('failures', () => {
    it.each<[string, object, string | null]>([
      ['tools', { tools: [{ type: 'function', function: { name: 'f' } }] }, 'tools'],
      ['JSON', { response_format: { type: 'json_object' } }, 'response_format.type'],
      [
        'a picture',
        { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
        'messages[0].content',
      ],
      ['a wrong role', { messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].role'],
      ['a temperature that is too high', { temperature: 3 }, 'temperature'],
      ['a token that there is not', { logit_bias: { 999999: 1 } }, 'logit_bias'],
      ['an unknown field', { wish: 1 }, 'wish'],
    ])('of %s name the field', async (_, fields, param) => {
      const error = await failureOf(chat(fields));
      expect(error).toBeInstanceOf(OpenAI.BadRequestError);
      expect(error).toMatchObject({ status: 400, param, code: 'validation_failed', type: 'invalid_request_error' });
      expect(error.requestID).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('of a prompt that is too long', async () => {
      const error = await failureOf(chat({ messages: say('rain '.repeat(2000)) }));
      expect(error).toMatchObject({ status: 400, param: 'messages', code: 'context_length_exceeded' });
      const raw = await failureOf(openai.completions.create({ model, prompt: 'rain '.repeat(2000), stream: true }));
      expect(raw).toMatchObject({ status: 400, param: 'prompt', code: 'context_length_exceeded' });
    });

    it('of an unknown model', async () => {
      const error = await failureOf(chat({ model: 'gpt-4o' }));
      expect(error).toBeInstanceOf(OpenAI.NotFoundError);
      expect(error).toMatchObject({ param: 'model', code: 'model_not_found' });
    });

    it('of a model that is not here', async () => {
      const error = await failureOf(chat({ model: 'absent' }));
      expect(error).toBeInstanceOf(OpenAI.InternalServerError);
      expect(error).toMatchObject({ status: 503, code: 'model_not_downloaded', type: 'server_error' });
    });

    it('before a controller have the same shape, and only on these routes', async () => {
      const json = { 'content-type': 'application/json' };
      const path = '/v1/chat/completions';
      const big = JSON.stringify({ messages: say('x'.repeat(2 ** 20)) });
      expectError(await service.postRaw(path, '{', json), 400, 'invalid_json');
      expectError(await service.postRaw(path, 'a=1', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type');
      expectError(await service.postRaw(path, big, json), 413, 'payload_too_large');
      expectError(await service.get('/v1/nothing'), 404, 'not_found');
      expectError(await service.get(path), 404, 'not_found');
      const own = await service.get('/api/v1/nothing');
      expect(own.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    });
  });

  function chatTokens(line: string): number {
    const rendered = tokenizer.apply_chat_template([{ role: 'user', content: line }], {
      tokenize: false,
      add_generation_prompt: true,
    });
    return tokenizer.encode(rendered).length;
  }
});

describe('A service with keys and hardly any room, asked by the openai package', () => {
  const key = 'a-key-of-somebody-1';
  let service: Service;
  let openai: OpenAI;

  beforeEach(async () => {
    service = await startService({
      env: {
        API_KEYS: `anna:generate:${key}`,
        MAX_BATCH_SIZE: '1',
        MAX_QUEUE_SIZE: '0',
        LOG_LEVEL: 'debug',
        SHUTDOWN_TIMEOUT: '0.2',
      },
    });
    openai = clientOf(service, key);
  });

  afterEach(() => service.kill());

  const hold = (signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void => {
    for (const runner of service.runners) process.kill(runner, signal);
  };

  /** Two requests for the one place, while the runner stands still: which is taken, and how the other is refused. */
  async function contend() {
    const attempts = [new AbortController(), new AbortController()].map((controller) => ({
      controller,
      answer: openai.chat.completions.create({ ...rain, max_tokens: 5 }, { signal: controller.signal }),
    }));
    const refusals = attempts.map(({ answer }, index) => failureOf(answer).then((error) => ({ error, index })));
    for (const refusal of refusals) refusal.catch(() => undefined);
    const { error, index } = await within(Promise.race(refusals), 'one of two requests to be refused');
    return { error, taken: attempts[1 - index] };
  }

  it('knows its keys', async () => {
    const error = await failureOf(clientOf(service, 'a-key-of-nobody').models.list());
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key', type: 'invalid_request_error' });
    expect((await openai.models.list()).data).toHaveLength(1);
  });

  it('says when to come back where the queue is full', async () => {
    hold('SIGSTOP');
    const { error, taken } = await contend();
    expect(error).toBeInstanceOf(OpenAI.InternalServerError);
    expect(error).toMatchObject({ status: 503, code: 'queue_full' });
    expect(error.headers!.get('retry-after')).toBe('1');
    hold('SIGCONT');
    expect((await taken.answer).usage!.completion_tokens).toBe(5);
  });

  it('is free again when a client hangs up', async () => {
    hold('SIGSTOP');
    const { taken } = await contend();
    taken.controller.abort();
    await expect(taken.answer).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    await service.logged(/POST \/v1\/chat\/completions .*client left/);
    const next = await contend();
    hold('SIGCONT');
    expect((await next.taken.answer).usage!.completion_tokens).toBe(5);
  });

  it('writes more choices than it has room for, one after the other', async () => {
    const { choices } = await openai.chat.completions.create({ ...rain, n: 4, max_tokens: 5 });
    expect(choices).toHaveLength(4);
  });

  it.each([
    ['whose runner dies', 'runner_died', () => hold('SIGKILL')],
    [
      'that is cut by a shutdown',
      'shutting_down',
      () => {
        hold('SIGSTOP');
        service.signal('SIGTERM');
      },
    ],
  ])('tells a stream %s', async (_, code, happen) => {
    // One text after the other: far more than is written until the first chunk has come.
    const stream = await openai.chat.completions.create({ ...rain, ...endless, n: 8, stream: true });
    const chunks = stream[Symbol.asyncIterator]();
    expect((await chunks.next()).done).toBe(false);
    happen();
    const rest = async (): Promise<void> => {
      while ((await chunks.next()).done !== true);
    };
    const error = await failureOf(within(rest(), 'the stream to fail'));
    expect(error).toMatchObject({ code, type: 'server_error', error: { message: expect.stringMatching(/\S/) } });
  });
});

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const chunks: T[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

/** What does not depend on what was asked before. */
function counted({ prompt_tokens, completion_tokens }: OpenAI.CompletionUsage): number[] {
  return [prompt_tokens, completion_tokens];
}

function expectError({ status, headers, body }: Answer, expected: number, code: string): void {
  expect({ status, type: headers.get('content-type') }).toEqual({
    status: expected,
    type: expect.stringMatching(/^application\/json\b/),
  });
  expect(body).toEqual({
    error: { message: expect.stringMatching(/\S/), type: 'invalid_request_error', param: null, code },
  });
}
