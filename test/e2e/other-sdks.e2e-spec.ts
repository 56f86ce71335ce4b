import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatOpenAI, OpenAI as CompletionsOpenAI } from '@langchain/openai';
import { APICallError, generateText, streamText } from 'ai';
import type { Json } from '../support/json.js';
import { type Service, startService } from '../support/service.js';

const model = 'muse-mini';
const prompt = 'Rainwater in the backyard';
const seed = 11;

let service: Service;
let baseURL: string;
/** What the service answers to the same wishes, asked without any SDK. */
let message: Json;
let completion: Json;

beforeAll(async () => {
  service = await startService();
  baseURL = `${service.url}/v1`;
  const messages = [{ role: 'user', content: prompt }];
  message = (await service.post('/v1/chat/completions', { messages, seed })).body;
  completion = (await service.post('/v1/completions', { prompt, seed, max_tokens: 12 })).body;
});

describe('The ai package with @ai-sdk/openai-compatible', () => {
  const muse = () => createOpenAICompatible({ name: 'muse', baseURL, includeUsage: true });
  const once = { prompt, seed, maxRetries: 0 };

  it('generates a text', async () => {
    const { text, finishReason, usage } = await generateText({ model: muse()(model), system: 'Be kind.', ...once });
    expect({ text, finishReason, usage: [usage.inputTokens, usage.outputTokens] }).toEqual({
      text: message.choices[0].message.content,
      finishReason: 'stop',
      usage: [message.usage.prompt_tokens, message.usage.completion_tokens],
    });
  });

  it('streams it', async () => {
    const result = streamText({ model: muse()(model), ...once });
    const parts: string[] = [];
    for await (const part of result.textStream) parts.push(part);
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.join('')).toBe(message.choices[0].message.content);
    const usage = await result.usage;
    expect(await result.finishReason).toBe('stop');
    expect([usage.inputTokens, usage.outputTokens]).toEqual([
      message.usage.prompt_tokens,
      message.usage.completion_tokens,
    ]);
  });

  it('streams completions', async () => {
    const result = streamText({ model: muse().completionModel(model), ...once, maxOutputTokens: 12 });
    expect(await result.text).not.toBe('');
    expect((await result.usage).outputTokens).toBe(12);
    expect(await result.finishReason).toBe('length');
  });

  it('hears what is wrong', async () => {
    const failure: unknown = await generateText({ model: muse()('gpt-4o'), ...once }).catch((error: unknown) => error);
    expect(APICallError.isInstance(failure)).toBe(true);
    expect(failure).toMatchObject({
      statusCode: 404,
      isRetryable: false,
      message: expect.stringContaining('There is no model "gpt-4o"'),
    });
  });
});

describe('@langchain/openai', () => {
  const options = () => ({ model, apiKey: 'any', configuration: { baseURL }, maxRetries: 0 });
  const chat = (fields: object = {}) => new ChatOpenAI({ ...options(), modelKwargs: { seed }, ...fields });

  it('invokes a chat', async () => {
    const answer = await chat().invoke([
      ['system', 'Be kind.'],
      ['user', prompt],
    ]);
    expect(answer.content).toBe(message.choices[0].message.content);
    expect(answer.response_metadata).toMatchObject({ finish_reason: 'stop', model_name: model });
    expect(answer.usage_metadata).toMatchObject({
      input_tokens: message.usage.prompt_tokens,
      output_tokens: message.usage.completion_tokens,
    });
  });

  it('streams a chat', async () => {
    const parts: string[] = [];
    for await (const { content } of await chat().stream(prompt)) parts.push(content as string);
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.join('')).toBe(message.choices[0].message.content);
  });

  it('completes a text, whole and streamed', async () => {
    const llm = new CompletionsOpenAI({ ...options(), maxTokens: 12, modelKwargs: { seed } });
    expect(await llm.invoke(prompt)).toBe(completion.choices[0].text);
    const parts: string[] = [];
    for await (const part of await llm.stream(prompt)) parts.push(part);
    expect(parts.join('')).toBe(completion.choices[0].text);
  });

  it('hears what is wrong', async () => {
    const failure: unknown = await chat({ model: 'gpt-4o' })
      .invoke(prompt)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
  });

  it('hears that tools are not supported', async () => {
    const tool = { type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } } as const;
    const failure: unknown = await chat()
      .bindTools([tool])
      .invoke(prompt)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 400, param: 'tools' });
  });
});
