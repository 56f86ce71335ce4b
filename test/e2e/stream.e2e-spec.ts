import { EventSource } from 'eventsource';
import type { Json } from '../support/json.js';
import { expectProblem } from '../support/problems.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { openStream, type SseStream, type StreamedEvent } from '../support/sse.js';
import { within } from '../support/wait.js';

const chunkSize = 10;

const lengthOf = (text: string): number => [...text].length;
const typesOf = (events: readonly StreamedEvent[]): string[] => events.map(({ data }) => data.type);

describe('POST /api/v1/generate/stream', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: { STREAMING_CHUNK_SIZE: String(chunkSize) } });
  });

  describe('the events of one idea', () => {
    const request = {
      prompt: 'Äpfel für Straßenbäume',
      seed: 3,
      max_tokens: 120,
      category: 'health',
      creativity_level: 8,
    };
    let stream: SseStream;
    let events: readonly StreamedEvent[];
    let chunks: readonly StreamedEvent[];
    let ideaId: string;

    beforeAll(async () => {
      stream = await service.stream(request);
      events = await stream.all();
      chunks = events.filter(({ data }) => data.type === 'chunk');
      ideaId = events[0].data.idea_id;
    });

    it('come as an event stream that nothing on the way gathers or keeps', () => {
      const { status, headers } = stream.response;
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^text\/event-stream\b/);
      expect(headers.get('cache-control')).toBe('no-cache, no-transform');
      expect(headers.get('x-accel-buffering')).toBe('no');
      expect(headers.get('content-encoding')).toBeNull();
      expect(headers.get('content-length')).toBeNull();
    });

    it('are start, chunks and complete, in this order', () => {
      expect(chunks.length).toBeGreaterThan(1);
      expect(typesOf(events)).toEqual(['start', ...chunks.map(() => 'chunk'), 'complete']);
    });

    it('hold exactly their fields', () => {
      expect(events[0].data).toEqual({ type: 'start', idea_id: ideaId, progress: 0, model_used: 'muse-mini' });
      for (const { data } of chunks) {
        expect(data).toEqual({
          type: 'chunk',
          content: expect.stringMatching(/[^]/),
          idea_id: ideaId,
          progress: expect.any(Number),
        });
      }
      expect(events.at(-1)!.data).toEqual({ type: 'complete', idea_id: ideaId, progress: 1, idea: expect.any(Object) });
    });

    it('have ids that count the characters sent, and end', () => {
      let characters = 0;
      const expected = events.map(({ data }) => {
        if (data.type === 'complete') return `${ideaId}:end`;
        characters += lengthOf(data.content ?? '');
        return `${ideaId}:${characters}`;
      });
      expect(events.map(({ id }) => id)).toEqual(expected);
    });

    it('have a progress that never falls and is 1 only at the end', () => {
      const progress: number[] = events.map(({ data }) => data.progress);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      for (const value of progress.slice(0, -1)) expect(value).toBeLessThan(1);
      expect(progress.at(-1)).toBe(1);
    });

    it('hold the whole text, which title and content are made of', async () => {
      const text: string = chunks.map(({ data }) => data.content).join('');
      const { idea } = events.at(-1)!.data;
      const [line, ...rest] = text.trim().split('\n');
      // The title may have lost a mark or a leading "Titel:".
      expect(line).toContain(idea.title);
      expect(idea.content).toBe(rest.join('\n').trim() || idea.title);
      // The same request without a stream gives the same text.
      const { body } = await service.generate(request);
      expect({ title: body.title, content: body.content }).toEqual({ title: idea.title, content: idea.content });
    });

    it('hold an idea that is kept', async () => {
      const { idea } = events.at(-1)!.data;
      expect(idea).toMatchObject({
        id: ideaId,
        generation_method: 'stream',
        category: 'health',
        prompt: request.prompt,
        model_used: 'muse-mini',
        rating: null,
        favourite: false,
      });
      expect((await service.get(`/api/v1/ideas/${ideaId}`)).body).toEqual(idea);
    });

    it('hold no more characters in a chunk than STREAMING_CHUNK_SIZE', () => {
      for (const { data } of chunks) expect(lengthOf(data.content)).toBeLessThanOrEqual(chunkSize);
    });

    it('are an id line and a data line each, and nothing else', () => {
      const blocks = stream.raw.split('\n\n');
      expect(blocks.pop()).toBe('');
      expect(blocks).toHaveLength(events.length);
      for (const block of blocks) expect(block).toMatch(/^id: [0-9a-f-]{36}:(\d+|end)\ndata: \{.*\}$/);
    });
  });

  it('never cuts a grapheme, whatever the model writes', async () => {
    // Nearly random tokens: pieces of characters, too. Where they form none, U+FFFD stands for them.
    const stream = await service.stream({
      prompt: 'Emoji',
      temperature: 2,
      top_k: 0,
      top_p: 1,
      max_tokens: 300,
      seed: 5,
    });
    const chunks = (await stream.all())
      .filter(({ data }) => data.type === 'chunk')
      .map(({ data }) => data.content as string);
    for (const chunk of chunks) expect(chunk.isWellFormed()).toBe(true);
    const graphemes = (text: string): number => [...new Intl.Segmenter().segment(text)].length;
    expect(chunks.reduce((sum, chunk) => sum + graphemes(chunk), 0)).toBe(graphemes(chunks.join('')));
  });

  it('streams several ideas at the same time, each with its own events', async () => {
    const streams = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((seed) => service.stream({ ...short, temperature: 1, seed })),
    );
    const all = await Promise.all(streams.map((stream) => stream.all()));
    const ids = all.map((events) => new Set(events.map(({ data }) => data.idea_id)));
    for (const id of ids) expect(id.size).toBe(1);
    expect(new Set(ids.flatMap((id) => [...id])).size).toBe(6);
    for (const events of all) expect(events.at(-1)!.data.type).toBe('complete');
  });

  it('stops when its reader goes, and keeps nothing', async () => {
    const long = await findLongRequest(service);
    const left = await service.stream(long);
    const { idea_id: ideaId } = await left.until('chunk');
    left.abort();
    // The same text from its beginning: longer than what was left of the first.
    await (await service.stream(long)).until('complete');
    expectProblem(await service.get(`/api/v1/ideas/${ideaId}`), 404, 'idea_not_found');
  });

  it('answers a problem, not a stream, where the request is wrong', async () => {
    const stream = await openStream(`${service.url}/api/v1/generate/stream`, { prompt: '' });
    expect(stream.response.status).toBe(400);
    expect(stream.response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  describe('GET', () => {
    it('is read by an EventSource', async () => {
      const query = new URLSearchParams({
        prompt: 'Regen & Sonne',
        language: 'en',
        seed: '3',
        max_tokens: '60',
        temperature: '0.9',
      });
      const source = new EventSource(`${service.url}/api/v1/generate/stream?${query.toString()}`);
      const messages: { type: string; data: Json; lastEventId: string }[] = [];
      try {
        await within(
          new Promise<void>((resolve, reject) => {
            source.onmessage = ({ type, data, lastEventId }) => {
              messages.push({ type, data: JSON.parse(data), lastEventId });
              if (messages.at(-1)!.data.type === 'complete') resolve();
            };
            source.onerror = ({ message }) => reject(new Error(message));
          }),
          'the EventSource to see the end',
        );
      } finally {
        source.close();
      }
      const types = messages.map(({ data }) => data.type);
      expect(types).toEqual(['start', ...types.slice(1, -1).map(() => 'chunk'), 'complete']);
      expect(new Set(messages.map(({ type }) => type))).toEqual(new Set(['message']));
      const { idea_id: id, idea } = messages.at(-1)!.data;
      expect(messages.at(-1)!.lastEventId).toBe(`${id}:end`);
      expect(idea).toMatchObject({ prompt: 'Regen & Sonne', language: 'en', generation_method: 'stream' });
      // The query's numbers mean what the body's mean.
      const same = { prompt: 'Regen & Sonne', language: 'en', seed: 3, max_tokens: 60, temperature: 0.9 };
      const { body } = await service.generate(same);
      expect({ title: body.title, content: body.content }).toEqual({ title: idea.title, content: idea.content });
    });

    it.each(['de', 'en', 'it', 'fr', 'es'])(
      'picks a prompt in the language %s, and an angle, where none is given',
      async (language) => {
        const answer = await service.get(`/api/v1/generate/stream?language=${language}&max_tokens=40&temperature=0`);
        expect(answer.status).toBe(200);
        const last = JSON.parse(/^data: (\{"type":"complete".*\})$/m.exec(answer.text)![1]);
        expect(last.idea).toMatchObject({ language, prompt: expect.stringMatching(/\S/), angle: expect.any(String) });
      },
    );

    it('needs no query at all', async () => {
      const answer = await service.get('/api/v1/generate/stream');
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('"type":"complete"');
    });
  });
});

describe('The queue of a model that writes one text at a time', () => {
  let service: Service;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    service = await startService({ env: { MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '2' } });
    long = await findLongRequest(service);
  });

  it('tells positions that fall, starts in order, and refuses what it cannot hold', async () => {
    const first = await service.stream(long);
    await first.until('chunk');
    const second = await service.stream(short);
    const third = await service.stream(short);

    const refused = await service.post('/api/v1/generate/stream', short);
    expectProblem(refused, 503, 'queue_full');
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expectProblem(await service.generate(short), 503, 'queue_full');

    expect(await second.next()).toMatchObject({ data: { type: 'queued', position: 1, progress: 0 } });
    const queued = (await third.next())!;
    const { idea_id: ideaId } = queued.data;
    expect(queued).toEqual({ id: `${ideaId}:0`, data: { type: 'queued', idea_id: ideaId, position: 2, progress: 0 } });

    // The first hangs up: the others move on at once.
    first.abort();
    const [secondEvents, thirdEvents] = await Promise.all([second.all(), third.all()]);
    expect(positionsOf(secondEvents)).toEqual([1]);
    expect(positionsOf(thirdEvents)).toEqual([2, 1]);
    for (const events of [secondEvents, thirdEvents]) {
      const rest = typesOf(events).filter((type) => type !== 'queued');
      expect(rest).toEqual(['start', ...rest.slice(1, -1).map(() => 'chunk'), 'complete']);
      expect(typesOf(events).indexOf('start')).toBe(positionsOf(events).length);
    }

    // And there is room again.
    expect((await service.generate(short)).status).toBe(200);
  });

  it('forgets who hangs up while waiting', async () => {
    const first = await service.stream(long);
    await first.until('chunk');
    const second = await service.stream(long);
    const third = await service.stream(short);
    expect((await third.next())!.data).toMatchObject({ type: 'queued', position: 2 });
    second.abort();
    expect((await third.next())!.data).toMatchObject({ type: 'queued', position: 1 });
    first.abort();
    expect(typesOf(await third.all()).at(-1)).toBe('complete');
  });
});

function positionsOf(events: readonly StreamedEvent[]): number[] {
  return events.filter(({ data }) => data.type === 'queued').map(({ data }) => data.position);
}
