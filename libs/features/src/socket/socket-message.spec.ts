import { parseMessage, readMessage } from './socket-message.js';

const read = async (message: unknown) => readMessage(parseMessage(JSON.stringify(message)));

describe('a message of a client', () => {
  it('wants an idea, with the defaults of every other request', async () => {
    const message = await read({ type: 'generate', request_id: 'a', request: { prompt: ' Tee ', language: 'en' } });
    expect(message).toMatchObject({
      type: 'generate',
      requestId: 'a',
      request: { prompt: 'Tee', language: 'en', creativity_level: 5, max_tokens: 400 },
    });
  });

  it('wants one stopped', async () => {
    expect(await read({ type: 'cancel', request_id: 'a' })).toEqual({ type: 'cancel', requestId: 'a' });
  });

  it.each(['', 'hello', '[]', 'null', '"generate"', '{"type":'])('is refused where it is no object: %s', (text) => {
    expect(() => parseMessage(text)).toThrow(expect.objectContaining({ code: 'invalid_json' }));
  });

  it.each<[string, unknown, string[]]>([
    ['says nothing', {}, ['type', 'request_id']],
    ['wants what there is not', { type: 'generat', request_id: 'a' }, ['type']],
    ['has no name', { type: 'cancel' }, ['request_id']],
    ['has an empty name', { type: 'cancel', request_id: '' }, ['request_id']],
    ['has a name that is too long', { type: 'cancel', request_id: 'a'.repeat(65) }, ['request_id']],
    ['has a name that is none', { type: 'cancel', request_id: 7 }, ['request_id']],
    ['has no request', { type: 'generate', request_id: 'a' }, ['request']],
    ['has a request that is none', { type: 'generate', request_id: 'a', request: [] }, ['request']],
    ['has one where there is none', { type: 'cancel', request_id: 'a', request: {} }, ['request']],
    ['says too much', { type: 'cancel', request_id: 'a', constructor: 1, more: 2 }, ['constructor', 'more']],
    ['has a wrong field', { type: 'generate', request_id: 'a', request: { prompt: '', seed: -1 } }, ['prompt', 'seed']],
    ['has an unknown field', { type: 'generate', request_id: 'a', request: { prompt: 'a', n: 2 } }, ['n']],
  ])('is refused where it %s', async (_, message, paths) => {
    const error: unknown = await read(message).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'validation_failed' });
    expect((error as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual(paths.sort());
  });
});
