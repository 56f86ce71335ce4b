import { nearDuplicate } from '@muse/core/diversity/near-duplicate.js';
import { similarityOf } from '@muse/core/diversity/similarity.js';
import type { Json } from './json.js';
import { openStream, type SseStream, type StreamedEvent } from './sse.js';
import type { Answer, Service } from './service.js';

const path = '/api/v1/generate/batch';

export function postBatch(service: Service, request: Record<string, unknown>, init?: RequestInit): Promise<Answer> {
  return service.post(path, request, init);
}

/** The same as a stream; resolves when the response's head is here. */
export function streamBatch(service: Service, request: Record<string, unknown>): Promise<SseStream> {
  return openStream(service.url + path, request);
}

/** Expects a batch's answer with every field, and numbers that add up; answers it. */
export function expectBatch(body: Json, { total, failed = 0 }: { total: number; failed?: number }): Json {
  // toEqual is exact about keys: a field more is an error too.
  expect(body).toEqual({
    ideas: expect.any(Array),
    total_count: total,
    success_count: total - failed,
    failed_count: failed,
    total_time: expect.any(Number),
    average_time: body.success_count === 0 ? 0 : body.total_time / body.success_count,
    errors: expect.any(Array),
    diversity: expect.any(Object),
  });
  expectDiversity(body);
  expect(body.ideas).toHaveLength(body.success_count);
  expect(body.errors).toHaveLength(body.failed_count);
  expect(body.total_time).toBeGreaterThan(0);
  for (const error of body.errors) {
    expect(error).toEqual({
      index: expect.any(Number),
      prompt: expect.any(String),
      model: expect.any(String),
      code: expect.stringMatching(/^[a-z_]+$/),
      detail: expect.stringMatching(/\S/),
    });
  }
  const places = body.errors.map(({ index }: Json) => index);
  expect(places).toEqual([...places].sort((a: number, b: number) => a - b));
  return body;
}

/** Expects the figure of diversity that belongs to the ideas. */
function expectDiversity({ ideas, diversity }: Json): void {
  const texts: string[] = ideas.map(({ title, content }: Json) => `${title}\n${content}`);
  const similarities = texts.flatMap((text, i) => texts.slice(0, i).map((other) => similarityOf(text, other)));
  const sum = similarities.reduce((total, similarity) => total + similarity, 0);
  expect(diversity).toEqual({
    distinct: expect.any(Number),
    mean_similarity: similarities.length === 0 ? null : expect.closeTo(sum / similarities.length, 9),
    rewritten: expect.any(Number),
  });
  // Which of two that are alike was there first, the answer does not tell; that there are such, it does.
  const alike = similarities.some((similarity) => similarity >= nearDuplicate);
  expect(diversity.distinct === texts.length).toBe(!alike);
}

/** One item of a streamed batch: its events without their `index`, and where in the stream they are. */
export interface StreamedItem {
  events: Json[];
  begin: number;
  end: number;
}

/**
 * Expects a whole stream of a batch: batch_start, the items' events and batch_progress, batch_complete; answers the items by
 * their index.
 */
export function expectBatchStream(all: readonly StreamedEvent[], total: number): StreamedItem[] {
  const data = all.map((event) => event.data);
  expect(data[0]).toMatchObject({ type: 'batch_start', total });
  expect(data.filter(({ type }) => type === 'batch_start')).toHaveLength(1);
  expect(data.at(-1).type).toBe('batch_complete');
  expect(data.filter(({ type }) => type === 'batch_complete')).toHaveLength(1);
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);

  const items = Array.from({ length: total }, (): StreamedItem => ({ events: [], begin: Infinity, end: -1 }));
  const ended = { complete: 0, error: 0 };
  let progress = 0;
  for (const [place, event] of data.slice(1, -1).entries()) {
    if (event.type === 'batch_progress') {
      const { complete: done, error: failed } = ended;
      expect(event).toEqual({ type: 'batch_progress', done, failed, total, progress: (done + failed) / total });
      expect(event.progress).toBeGreaterThan(progress);
      progress = event.progress;
      continue;
    }
    const { index, ...rest } = event;
    expect(Number.isInteger(index) && index >= 0 && index < total).toBe(true);
    const item = items[index];
    item.events.push(rest);
    item.begin = Math.min(item.begin, place);
    item.end = place;
    if (rest.type === 'complete' || rest.type === 'error') ended[rest.type as 'complete' | 'error'] += 1;
  }
  expect(progress).toBe(1);
  expect(data.at(-2)).toMatchObject({ type: 'batch_progress', progress: 1 });
  for (const { events } of items) expectItem(events);
  return items;
}

/** queued*, start, chunk*, complete; or a failure at any place. What was before the last restart was the same, up to any place. */
function expectItem(all: readonly Json[]): void {
  const begin = all.findLastIndex(({ type }) => type === 'restart') + 1;
  const before = all.slice(0, begin).map(({ type }) => type);
  expect(before.join(' ')).toMatch(/^((queued )*(start (chunk )*)?restart ?)*$/);
  const events = all.slice(begin);
  const types = events.map(({ type }) => type).join(' ');
  expect(types).toMatch(/^(queued )*(start (chunk )*complete|(start (chunk )*)?error)$/);
  expect(new Set(all.slice(Math.max(begin - 1, 0)).map(({ idea_id: id }) => id)).size).toBe(1);
  const progress = events.filter(({ type }) => type !== 'error').map((event) => event.progress);
  expect(progress).toEqual([...progress].sort((a: number, b: number) => a - b));
  expect(progress.filter((value) => value === 1)).toHaveLength(types.endsWith('complete') ? 1 : 0);
  if (!types.endsWith('complete')) return;
  const { idea } = events.at(-1);
  const text: string = events.map(({ content }) => content ?? '').join('');
  const [line, ...rest] = text.trim().split('\n');
  expect(line).toContain(idea.title);
  expect(idea.content).toBe(rest.join('\n').trim() || idea.title);
}
