import { Connection } from './connection.js';
import { MuseProblem } from './problem.js';

describe('Connection', () => {
  const sent: [string, RequestInit][] = [];
  let answer: () => Response;

  beforeEach(() => {
    sent.length = 0;
    answer = () => Response.json({ fine: true });
  });

  const send: typeof fetch = async (url, init) => {
    sent.push([url as string, init!]);
    return answer();
  };
  const connection = new Connection({ baseUrl: 'http://muse:8000/', apiKey: 'secret', fetch: send });

  it('asks as the service wants to be asked', async () => {
    await expect(connection.json('/ideas', { query: { limit: 3, q: 'a b&c', cursor: undefined } })).resolves.toEqual({
      fine: true,
    });
    await connection.json('/ideas', { method: 'POST', body: { a: 1 } });
    expect(sent).toMatchObject([
      [
        'http://muse:8000/api/v1/ideas?limit=3&q=a+b%26c',
        { method: 'GET', headers: { authorization: 'Bearer secret', accept: 'application/json' }, body: undefined },
      ],
      [
        'http://muse:8000/api/v1/ideas',
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' },
      ],
    ]);
    expect(sent[0][1].headers).not.toHaveProperty('content-type');
  });

  it('without a base asks where the page comes from', async () => {
    await new Connection({ fetch: send }).json('/stats');
    expect(sent).toMatchObject([['/api/v1/stats', { headers: { accept: 'application/json' } }]]);
    expect(sent[0][1].headers).not.toHaveProperty('authorization');
  });

  it('answers nothing where there is nothing', async () => {
    answer = () => new Response(null, { status: 204 });
    await expect(connection.json('/ideas/1', { method: 'DELETE' })).resolves.toBeUndefined();
    for await (const event of connection.events('/stats/stream')) throw new Error(JSON.stringify(event));
  });

  it('throws what the service says', async () => {
    const errors = [{ path: 'prompt', reason: 'prompt must have at least 1 character' }];
    const document = { status: 503, title: 'Full', detail: 'Later.', code: 'queue_full', request_id: 'r', errors };
    answer = () => Response.json(document, { status: 503, headers: { 'retry-after': '7' } });
    const problem: unknown = await connection.json('/generate').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(MuseProblem);
    expect(problem).toMatchObject({
      message: 'Later.',
      code: 'queue_full',
      status: 503,
      retryAfter: 7,
      requestId: 'r',
      fields: errors,
    });
  });

  it.each(['<html>Bad gateway</html>', '"text"', 'null', ''])('throws what somebody else says: %s', async (body) => {
    answer = () => new Response(body, { status: 502, statusText: 'Bad Gateway' });
    const message = 'The answer 502 Bad Gateway does not come from Creative Muse.';
    await expect(connection.json('/generate')).rejects.toMatchObject({ message, code: 'unknown', status: 502 });
  });

  it('reads events, however the bytes come', async () => {
    const bytes = new TextEncoder().encode(': hello\n\nid: a:1\ndata: {"n":"ü👋"}\n\nid: a:2\r\ndata: 2\r\n\r\n');
    for (const size of [1, 2, 3, 7, 1000]) {
      const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.slice(i * size, (i + 1) * size),
      );
      answer = () => new Response(ReadableStream.from(parts));
      const events = [];
      for await (const event of connection.events('/generate/stream')) events.push(event);
      expect(events).toEqual([
        { id: 'a:1', data: { n: 'ü👋' } },
        { id: 'a:2', data: 2 },
      ]);
    }
  });

  it('ends the connection when the loop is left', async () => {
    const cancelled = jest.fn();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\ndata: 2\n\n')),
      cancel: cancelled,
    });
    answer = () => new Response(body);
    for await (const { data } of connection.events('/generate/stream')) if (data === 1) break;
    expect(cancelled).toHaveBeenCalledTimes(1);
  });
});
