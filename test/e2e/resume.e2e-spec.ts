import { EventSource } from 'eventsource';
import { cutAfter } from '../support/cutting-proxy.js';
import type { Json } from '../support/json.js';
import { blamed, expectProblem } from '../support/problems.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { getStream, type SseStream, type StreamedEvent, textOf } from '../support/sse.js';
import { eventually, within } from '../support/wait.js';

const path = '/api/v1/generate/stream';
const unknown = '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11';
/** More than any of these tests takes, so that no slow machine lets a stream expire. */
const patient = { STREAMING_CHUNK_SIZE: '10', STREAM_RESUME_GRACE: '600' };

const query = (request: Record<string, unknown>): string =>
  new URLSearchParams(
    Object.entries(request).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

describe('A stream that can be resumed', () => {
  let service: Service;
  let long: Record<string, unknown>;
  /** The text of `long`: the same seed and request give the same text. */
  let whole: string;

  beforeAll(async () => {
    service = await startService({ env: patient });
    long = await findLongRequest(service);
    whole = textOf(await (await service.stream(long)).all());
    expect(whole.length).toBeGreaterThan(300);
  });

  const begin = (request = long): Promise<SseStream> => getStream(`${service.url}${path}?${query(request)}`);
  const resume = (id: string, lastEventId?: string): Promise<SseStream> =>
    getStream(`${service.url}${path}/${id}`, lastEventId === undefined ? {} : { 'last-event-id': lastEventId });
  const cancel = (id: string): Promise<{ status: number }> => service.request(`${path}/${id}`, { method: 'DELETE' });

  function hold(signal: 'SIGSTOP' | 'SIGCONT'): void {
    for (const runner of service.runners) process.kill(runner, signal);
  }

  /** A stream that has begun and does not go on: its runner stands still until it is told otherwise. */
  async function beginAndHold(request?: Record<string, unknown>): Promise<{ stream: SseStream; id: string }> {
    const stream = await begin(request);
    const { idea_id: id } = await stream.until('chunk');
    hold('SIGSTOP');
    return { stream, id };
  }

  afterEach(() => {
    hold('SIGCONT');
  });

  it('gives every character once where it is cut again and again while it is written', async () => {
    const events: StreamedEvent[] = [];
    const { stream: first, id } = await beginAndHold();
    let stream = first;
    for (let cuts = 0; cuts < 5; cuts += 1) {
      stream.abort();
      events.push(...stream.seen);
      stream = await resume(id, events.at(-1)!.id);
      hold('SIGCONT');
      await stream.next();
      hold('SIGSTOP');
    }
    hold('SIGCONT');
    events.push(...(await stream.all()));
    expect(textOf(events)).toBe(whole);
    expect(events.filter(({ data }) => data.type === 'start')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ id: `${id}:end`, data: { type: 'complete', idea: { id } } });
    const progress = events.map(({ data }) => data.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('is read by several readers at once, each from its own place', async () => {
    const { stream, id } = await beginAndHold();
    const last = stream.seen.at(-1)!.id!;
    const readers = await Promise.all([resume(id), resume(id, `${id}:1`), resume(id, last)]);
    hold('SIGCONT');
    const [first, second, third] = await Promise.all(readers.map((reader) => reader.all()));
    expect(textOf(first)).toBe(whole);
    expect(textOf(second)).toBe([...whole].slice(1).join(''));
    expect(textOf(third)).toBe([...whole].slice(Number(last.split(':')[1])).join(''));
    expect(textOf(await stream.all())).toBe(whole);
  });

  it('goes on without a reader, and gives all of it afterwards', async () => {
    const { stream, id } = await beginAndHold();
    stream.abort();
    hold('SIGCONT');
    const kept = async (): Promise<true | undefined> =>
      (await service.get(`/api/v1/ideas/${id}`)).status === 200 ? true : undefined;
    await eventually(kept, 'the idea of a stream without a reader');
    expect(textOf(await (await resume(id)).all())).toBe(whole);
  });

  it('answers 204 after the end, which stops an EventSource', async () => {
    const events = await (await begin({ ...short })).all();
    const [{ data }] = events;
    const last = { 'last-event-id': `${data.idea_id}:end` };
    for (const address of [`${path}/${data.idea_id}`, path, `${path}?prompt=Regen`]) {
      const answer = await service.get(address, last);
      expect([answer.status, answer.text]).toEqual([204, '']);
    }
  });

  it('takes the place from the query where no header can be sent, and from the header where both are there', async () => {
    const { data } = (await (await begin({ ...long })).all())[0];
    const rest = async (address: string, headers = {}): Promise<string> =>
      textOf(await (await getStream(service.url + address, headers)).all());
    const from = (n: number): string => [...whole].slice(n).join('');
    const last = `last_event_id=${data.idea_id}:20`;
    expect(await rest(`${path}/${data.idea_id}?${last}`)).toBe(from(20));
    expect(await rest(`${path}?prompt=Regen&${last}`)).toBe(from(20));
    expect(await rest(`${path}?${last}`, { 'last-event-id': `${data.idea_id}:30` })).toBe(from(30));
  });

  it('is resumable by POST where that is asked for, and leads a repeated POST to its own generation', async () => {
    const stream = await service.stream({ ...long, resumable: true });
    const { idea_id: id } = await stream.until('chunk');
    hold('SIGSTOP');
    const last = stream.seen.at(-1)!.id!;
    stream.abort();
    hold('SIGCONT');
    const answer = await service.post(path, long, {
      headers: { 'content-type': 'application/json', 'last-event-id': last },
    });
    expect(answer.text).toContain(`id: ${id}:end\n`);
    expect(answer.text).not.toContain('"type":"start"');
  });

  describe('DELETE', () => {
    it.each(['a resumable stream', 'any other'])('stops %s at once, and tells its reader', async (which) => {
      const stream = which === 'any other' ? await service.stream(long) : await begin();
      const { idea_id: id } = await stream.until('chunk');
      hold('SIGSTOP');
      // It answers while the runner stands still.
      expect((await cancel(id)).status).toBe(204);
      const events = await stream.all();
      hold('SIGCONT');
      expect(events.at(-1)).toEqual({
        id: `${id}:end`,
        data: { type: 'error', idea_id: id, error: 'The generation was cancelled.', code: 'cancelled' },
      });
      // The same text once more, to its end: longer than what was left of the first.
      await (await service.stream(long)).until('complete');
      expectProblem(await service.get(`/api/v1/ideas/${id}`), 404, 'idea_not_found');
    });

    it('leaves one that has ended as it is', async () => {
      const { data } = (await (await begin()).all())[0];
      expect((await cancel(data.idea_id)).status).toBe(204);
      expect(textOf(await (await resume(data.idea_id)).all())).toBe(whole);
    });
  });

  it('is not found where it is unknown, or was not resumable', async () => {
    const { data } = (await (await service.stream(short)).all())[0];
    for (const id of [unknown, data.idea_id, 'x', encodeURIComponent('../../ideas')]) {
      expectProblem(await service.get(`${path}/${id}`), 404, 'stream_not_found');
      expectProblem(await service.request(`${path}/${id}`, { method: 'DELETE' }), 404, 'stream_not_found');
    }
    expectProblem(await service.get(`${path}?prompt=x`, { 'last-event-id': `${unknown}:3` }), 404, 'stream_not_found');
  });

  it.each([
    [path, { 'last-event-id': 'stats:1' }, 'Last-Event-ID'],
    [`${path}/${unknown}`, { 'last-event-id': `${unknown}:x` }, 'Last-Event-ID'],
    [`${path}/x`, { 'last-event-id': `${unknown}:1` }, 'Last-Event-ID'],
    [`${path}/${unknown}?last_event_id=1`, {}, 'last_event_id'],
    [`${path}?last_event_id=1`, {}, 'last_event_id'],
    [`${path}?resumable=true`, {}, 'resumable'],
  ])('refuses GET %s with %j', async (address, headers: Record<string, string>, field) => {
    expect(blamed(expectProblem(await service.get(address, headers), 400, 'validation_failed'))).toEqual([field]);
  });

  it('is asked for with true or false, and for streams only', async () => {
    const wrong = await service.post(path, { ...short, resumable: 'yes' });
    expect(blamed(expectProblem(wrong, 400, 'validation_failed'))).toEqual(['resumable']);
    const elsewhere = await service.generate({ ...short, resumable: true });
    expect(blamed(expectProblem(elsewhere, 400, 'validation_failed'))).toEqual(['resumable']);
  });

  it('is whole for an EventSource whose connection breaks again and again', async () => {
    // The first is cut behind the first events, one before anything of the answer came, the others in the middle.
    const proxy = await cutAfter(service.url, [4000, 1, 5000, 3000]);
    const source = new EventSource(`${proxy.url}${path}?${query(long)}`);
    const messages: { data: Json; lastEventId: string }[] = [];
    source.onmessage = ({ data, lastEventId }) => messages.push({ data: JSON.parse(data), lastEventId });
    const stopped = new Promise<void>((resolve) => {
      source.onerror = ({ code }) => {
        if (code === 204) resolve();
      };
    });
    try {
      await within(stopped, 'the EventSource to be stopped', 60_000);
    } finally {
      source.close();
    }
    expect(proxy.left).toBe(0);
    expect(messages.map(({ data }) => data.content ?? '').join('')).toBe(whole);
    expect(messages.filter(({ data }) => data.type === 'complete')).toHaveLength(1);
    expect(new Set(messages.map(({ data }) => data.idea_id)).size).toBe(1);
    // Five for the text, one that is told to stop; all but the first say where they were.
    const places = proxy.requests.map((head) => /^last-event-id: \S+:(\w+)/im.exec(head)?.[1]);
    expect(places).toHaveLength(6);
    expect(places[0]).toBeUndefined();
    expect(places.slice(1, -1).map(Number)).toEqual(expect.not.arrayContaining([Number.NaN]));
    expect(places.at(-1)).toBe('end');
  });

  describe('many of them', () => {
    const count = process.env.MUSE_FULL === '1' ? 1000 : 60;

    it(`are whole, however they are cut: ${count} streams`, async () => {
      let cuts = 0;
      /** Reads to the end; cut off after so many events each time, so that every stream is cut at other places. */
      async function read(n: number): Promise<StreamedEvent[]> {
        const events: StreamedEvent[] = [];
        let stream = await begin();
        for (let part = 0; ; part += 1) {
          const room = 1 + ((n * 7 + part * 13) % 29);
          while (stream.seen.length < room && (await stream.next()) !== undefined);
          stream.abort();
          events.push(...stream.seen);
          const last = events.at(-1)!;
          if (last.data.type === 'complete') return events;
          cuts += 1;
          stream = await resume(last.data.idea_id, last.id);
        }
      }

      const left = Array.from({ length: count }, (_, n) => n);
      const readers = Array.from({ length: 8 }, async () => {
        for (let n = left.pop(); n !== undefined; n = left.pop()) {
          const events = await read(n);
          expect(textOf(events)).toBe(whole);
          // Who had heard of the start and of no text yet may hear of it again, and nobody else.
          const starts = events.filter(({ data }) => data.type === 'start');
          expect(events.slice(0, starts.length)).toEqual(starts.map(() => events[0]));
        }
      });
      await Promise.all(readers);
      expect(cuts).toBeGreaterThan(count);
      console.log(`${count} streams, cut ${cuts} times: all whole.`);
    });
  });
});

describe('A resumable stream whose reader does not come back', () => {
  it('stops after STREAM_RESUME_GRACE, and has expired', async () => {
    const service = await startService({ env: { STREAM_RESUME_GRACE: '0.2' } });
    const stream = await getStream(`${service.url}${path}?${query(await findLongRequest(service))}`);
    const { idea_id: id } = await stream.until('chunk');
    for (const runner of service.runners) process.kill(runner, 'SIGSTOP');
    stream.abort();
    const over = async (): Promise<true | undefined> =>
      (await service.get('/api/v1/stats')).body.streaming_stats.active_sessions === 0 ? true : undefined;
    await eventually(over, 'the stream to stop');
    for (const runner of service.runners) process.kill(runner, 'SIGCONT');
    expectProblem(await service.get(`${path}/${id}`), 404, 'stream_not_found');
    expectProblem(await service.get(`/api/v1/ideas/${id}`), 404, 'idea_not_found');
  });
});

describe('A resumable stream of a key', () => {
  const [anna, berta, admin] = ['anna-key-8c1f2b7e0', 'berta-key-8c1f2b7e', 'admin-key-8c1f2b7e'];

  it('is for that key alone', async () => {
    const keys = `anna:generate:${anna},berta:generate:${berta},ops:admin:${admin}`;
    const service = await startService({ env: { ...patient, API_KEYS: keys } });
    const request = { ...short, resumable: true };
    const headers = { 'content-type': 'application/json', 'x-api-key': anna };
    const { text } = await service.post(path, request, { headers });
    const [, id] = /^id: (\S+):end$/m.exec(text)!;
    const address = `${path}/${id}`;
    for (const key of [berta, admin]) {
      expectProblem(await service.get(address, { 'x-api-key': key }), 404, 'stream_not_found');
      expectProblem(await service.get(`${path}?last_event_id=${id}:1&api_key=${key}`), 404, 'stream_not_found');
      const answer = await service.request(address, { method: 'DELETE', headers: { 'x-api-key': key } });
      expectProblem(answer, 404, 'stream_not_found');
    }
    expectProblem(await service.get(address), 401, 'unauthorized');
    const again = await service.get(`${address}?api_key=${anna}`);
    const contents = (body: string): string =>
      [...body.matchAll(/"content":("(?:[^"\\]|\\.)*"),"idea_id"/g)].map(([, json]) => JSON.parse(json)).join('');
    expect(contents(again.text)).toBe(contents(text));
    expect(contents(text)).not.toBe('');
  });
});
