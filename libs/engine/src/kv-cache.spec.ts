import fc from 'fast-check';
import { KvCache } from './kv-cache.js';
import type { DecoderGraph } from './onnx-graph.js';

function graphOf(cacheType: DecoderGraph['cacheType']): DecoderGraph {
  return {
    layers: 1,
    kvHeads: 2,
    headSize: 2,
    cacheType,
    logitsType: 'float32',
    takesPositions: false,
    takesLogitsToKeep: true,
    pastNames: ['past_key_values.0.key', 'past_key_values.0.value'],
    presentNames: ['present.0.key', 'present.0.value'],
  };
}

/** Marks that differ by slot, position, buffer, head and element, small enough for 16 bits. */
function mark(cache: KvCache, slot: number, text: number, from: number, to: number): void {
  cache.buffers.forEach((buffer, index) => {
    for (let head = 0; head < 2; head += 1) {
      for (let at = from; at < to; at += 1) {
        const offset = cache.offsetOf(slot, head) + at * 2;
        buffer.fill(marked(text, at, index, head), offset, offset + 2);
      }
    }
  });
}

const marked = (text: number, at: number, index: number, head: number): number =>
  1 + ((text * 997 + at * 13 + index * 5 + head * 3) % 60_000);

function holds(cache: KvCache, slot: number, text: number, length: number): boolean {
  return cache.buffers.every((buffer, index) =>
    [0, 1].every((head) =>
      Array.from({ length }, (_, at) => cache.offsetOf(slot, head) + at * 2).every(
        (offset, at) =>
          buffer[offset] === marked(text, at, index, head) && buffer[offset + 1] === marked(text, at, index, head),
      ),
    ),
  );
}

const contextLength = 300;
/** What happens to the rows of a cache: somebody joins, everybody writes, somebody leaves, or a beginning is copied. */
const commands = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('join' as const), length: fc.integer({ min: 1, max: 120 }) }),
    fc.record({ do: fc.constant('write' as const), count: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ do: fc.constant('leave' as const), row: fc.nat() }),
    fc.record({ do: fc.constant('share' as const), from: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
  ),
  { maxLength: 40 },
);

describe('KvCache', () => {
  it.each(['float32', 'float16'] as const)('keeps every row whatever happens to the others (%s)', (cacheType) => {
    fc.assert(
      fc.property(
        commands,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 300, max: 900 }),
        (all, slots, positions) => {
          const cache = new KvCache(graphOf(cacheType), { slots, contextLength, positions });
          const rows: { text: number; length: number }[] = [];
          const longest = (): number => Math.max(0, ...rows.map(({ length }) => length));
          const fits = (count: number, length: number): boolean =>
            count <= slots && length <= contextLength && (count === 1 || count * length <= cache.positions);
          let texts = 0;
          for (const command of all) {
            if (command.do === 'join' && fits(rows.length + 1, Math.max(longest(), command.length))) {
              rows.push({ text: (texts += 1), length: command.length });
              cache.reserve(rows.length, longest());
              mark(cache, rows.length - 1, texts, 0, command.length);
            } else if (command.do === 'write' && rows.length > 0 && fits(rows.length, longest() + command.count)) {
              cache.reserve(rows.length, longest() + command.count);
              rows.forEach((row, slot) => {
                mark(cache, slot, row.text, row.length, row.length + command.count);
                row.length += command.count;
              });
            } else if (command.do === 'leave' && rows.length > 0) {
              const gone = command.row % rows.length;
              const last = rows.length - 1;
              if (gone !== last) cache.move(last, gone, rows[last].length);
              rows[gone] = rows[last];
              rows.pop();
            } else if (command.do === 'share' && rows.length > 0) {
              const from = command.from % rows.length;
              const length = Math.min(command.length, rows[from].length);
              if (!fits(rows.length + 1, longest())) continue;
              const block = cache.read(from, 0, length);
              rows.push({ text: rows[from].text, length });
              cache.reserve(rows.length, longest());
              cache.write(rows.length - 1, 0, block);
            }
            expect(cache.capacity * rows.length).toBeLessThanOrEqual(Math.max(cache.positions, contextLength));
            expect(rows.map(({ text, length }, slot) => holds(cache, slot, text, length))).toEqual(
              rows.map(() => true),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hands over the rows in use as one piece, as input and as output', () => {
    const cache = new KvCache(graphOf('float32'), { slots: 3, contextLength, positions: 900 });
    cache.reserve(2, 10);
    const { past, present } = cache.view(0, 2);
    expect(past['past_key_values.0.key'].dims).toEqual([2, 2, 64, 2]);
    expect(present['present.0.key']).toBe(past['past_key_values.0.key']);
    expect((past['past_key_values.0.value'].data as Float32Array).buffer).toBe(cache.buffers[1].buffer);
    expect(cache.view(0, 2)).toBe(cache.view(0, 2));
    expect(cache.view(1, 1).past['past_key_values.0.key'].dims).toEqual([1, 2, 64, 2]);
  });

  it('makes the rows short again when long texts have left', () => {
    const cache = new KvCache(graphOf('float32'), { slots: 3, contextLength, positions: 900 });
    cache.reserve(1, 290);
    expect(cache.capacity).toBe(300);
    cache.reserve(1, 5);
    expect(cache.capacity).toBe(64);
  });

  it('stays as it is while it fits', () => {
    const cache = new KvCache(graphOf('float32'), { slots: 3, contextLength, positions: 900 });
    cache.reserve(1, 60);
    const view = cache.view(0, 1);
    for (let length = 61; length <= 128; length += 1) cache.reserve(1, length);
    expect([cache.capacity, cache.view(0, 1)]).toEqual([128, view]);
  });
});
