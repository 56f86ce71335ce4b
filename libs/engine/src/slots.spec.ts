import fc from 'fast-check';
import { Random } from './random.js';
import { Sequence } from './sequence.js';
import { Slots } from './slots.js';

const sampling = { temperature: 0, topK: 0, topP: 1, random: new Random(1) };
let nextId = 0;

function running(status: 'prefilling' | 'decoding', computed = 1): Sequence {
  const sequence = new Sequence(nextId++, [1], 100, sampling);
  sequence.status = status;
  sequence.computed = computed;
  return sequence;
}

/** How many more sequences may take a slot. */
function roomIn(slots: Slots): number {
  return slots.fitting(Array.from({ length: 20 }, () => running('prefilling')));
}

/** Slots with these sequences in them. */
function holding(...sequences: Sequence[]): Slots {
  const slots = new Slots(8);
  sequences.forEach((sequence) => slots.take(sequence));
  return slots;
}

describe('Slots', () => {
  it('are free at first', () => {
    const slots = new Slots(3);
    expect([roomIn(slots), slots.isEmpty, slots.prefilling, slots.sweep()]).toEqual([3, true, undefined, []]);
  });

  it('have room for others as soon as a sequence has ended, before it is swept out', () => {
    const [a, b] = [running('decoding'), running('decoding')];
    const slots = holding(a, b);
    a.end('stop');
    expect([roomIn(slots), slots.sequences.length]).toEqual([7, 2]);
    b.abort();
    expect(roomIn(slots)).toBe(8);
  });

  it('are taken one behind the other', () => {
    const [a, b] = [running('decoding'), running('prefilling')];
    const slots = holding(a, b);
    expect([roomIn(slots), slots.slotOf(a), slots.slotOf(b), slots.prefilling]).toEqual([6, 0, 1, b]);
    expect(slots.sequences).toEqual([a, b]);
  });

  it('fill a gap with the last row', () => {
    const [a, b, c] = [running('decoding', 10), running('decoding', 20), running('decoding', 30)];
    const slots = holding(a, b, c);
    a.abort();
    expect(slots.sweep()).toEqual([{ from: 2, to: 0, length: 30 }]);
    expect(slots.sequences).toEqual([c, b]);
  });

  it('keep the row that reads its prompt behind the others', () => {
    const [a, b, c] = [running('decoding', 10), running('decoding', 20), running('prefilling', 5)];
    const slots = holding(a, b, c);
    a.abort();
    expect(slots.sweep()).toEqual([
      { from: 1, to: 0, length: 20 },
      { from: 2, to: 1, length: 5 },
    ]);
    expect(slots.sequences).toEqual([b, c]);
    expect(slots.prefilling).toBe(c);
  });

  it('move nothing where the last row ends', () => {
    const [a, b] = [running('decoding'), running('prefilling')];
    const slots = holding(a, b);
    b.abort();
    expect(slots.sweep()).toEqual([]);
    expect(slots.sequences).toEqual([a]);
  });

  it('are all free where all end', () => {
    const rows = [running('decoding'), running('decoding'), running('prefilling')];
    const slots = holding(...rows);
    rows.forEach((row) => row.abort());
    slots.sweep();
    expect([slots.isEmpty, roomIn(slots)]).toEqual([true, 8]);
  });

  /** What may happen between two sweeps. */
  type Action = { type: 'take' } | { type: 'decode' } | { type: 'grow' } | { type: 'end'; which: number[] };
  const actions = fc.array(
    fc.oneof<fc.Arbitrary<Action>[]>(
      fc.constant({ type: 'take' }),
      fc.constant({ type: 'decode' }),
      fc.constant({ type: 'grow' }),
      fc.record({ type: fc.constant('end' as const), which: fc.array(fc.nat({ max: 7 }), { maxLength: 4 }) }),
    ),
    { maxLength: 80 },
  );

  it('keep their order, and every move leaves each sequence with its content', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), actions, (capacity, steps) => {
        const slots = new Slots(capacity);
        // What a slot holds: the owner's id, once for each computed token.
        const contents: number[][] = Array.from({ length: capacity }, () => []);
        let alive: Sequence[] = [];
        const grow = (sequence: Sequence): void => {
          contents[slots.slotOf(sequence)] = [...contents[slots.slotOf(sequence)], sequence.id];
          sequence.computed += 1;
        };
        for (const step of steps) {
          if (step.type === 'take' && roomIn(slots) > 0 && slots.prefilling === undefined) {
            const sequence = running('prefilling', 0);
            slots.take(sequence);
            alive.push(sequence);
            contents[slots.slotOf(sequence)] = [];
          }
          if (step.type === 'decode' && slots.prefilling !== undefined) slots.prefilling.status = 'decoding';
          if (step.type === 'grow') alive.forEach(grow);
          if (step.type === 'end') {
            step.which.forEach((index) => slots.sequences.at(index)?.abort());
            alive = alive.filter((sequence) => sequence.isRunning);
          }
          for (const { from, to, length } of slots.sweep()) contents[to] = contents[from].slice(0, length);

          expect(new Set(slots.sequences)).toEqual(new Set(alive));
          expect(roomIn(slots)).toBe(capacity - alive.length);
          const statuses = slots.sequences.map(({ status }) => status);
          expect(statuses.slice(0, -1).every((status) => status === 'decoding')).toBe(true);
          slots.sequences.forEach((sequence, slot) => {
            expect(slots.slotOf(sequence)).toBe(slot);
            expect(contents[slot]).toEqual(new Array(sequence.computed).fill(sequence.id));
          });
        }
      }),
    );
  });
});
