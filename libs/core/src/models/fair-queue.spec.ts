import fc from 'fast-check';
import { FairQueue } from './fair-queue.js';

interface Thing {
  client: string;
  name: number;
}

const things = fc.record({ client: fc.constantFrom('a', 'b', 'c', 'd'), name: fc.nat() });
/** A thing comes, is taken, or goes: the one at this place in the order. */
const happenings = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: things.map((thing) => ({ kind: 'come' as const, thing })) },
    { weight: 2, arbitrary: fc.constant({ kind: 'take' as const }) },
    { weight: 1, arbitrary: fc.nat().map((place) => ({ kind: 'go' as const, place })) },
  ),
  { maxLength: 100 },
);

/** Reads a queue from letters: each a client's next thing, named in the order of coming. */
function queueOf(letters: string): FairQueue<string> {
  const queue = new FairQueue<string>();
  [...letters].forEach((client, index) => queue.add(client, `${client}${index}`));
  return queue;
}

function takeAll<T>(queue: FairQueue<T>): T[] {
  const taken: T[] = [];
  for (let thing = queue.take(); thing !== undefined; thing = queue.take()) taken.push(thing);
  return taken;
}

describe('FairQueue', () => {
  it.each([
    ['keeps the order of one client', 'aaa', 'a0 a1 a2'],
    ['keeps the order of clients that have one thing each', 'cab', 'c0 a1 b2'],
    ['lets clients take turns, however many things one has', 'aaaab', 'a0 b4 a1 a2 a3'],
    ['goes round by round', 'aaabbbc', 'a0 b3 c6 a1 b4 a2 b5'],
  ])('%s: %s', (_, letters, order) => {
    const queue = queueOf(letters);
    expect(queue.size).toBe(letters.length);
    expect([...queue].join(' ')).toBe(order);
    expect(takeAll(queue).join(' ')).toBe(order);
    expect([queue.size, queue.take(), [...queue]]).toEqual([0, undefined, []]);
  });

  it('lets a newcomer wait for one turn of each other client, not for all that they have', () => {
    const queue = queueOf('aaabbb');
    expect(queue.take()).toBe('a0');
    queue.add('c', 'new');
    expect([...queue]).toEqual(['b3', 'a1', 'new', 'b4', 'a2', 'b5']);
  });

  it('gives nobody an earlier turn for coming back', () => {
    const queue = queueOf('ab');
    expect(queue.take()).toBe('a0');
    queue.add('a', 'again');
    expect([...queue]).toEqual(['b1', 'again']);
  });

  it('forgets what goes, and says whether it was there', () => {
    const queue = queueOf('aab');
    expect(queue.delete('b', 'a1')).toBe(false);
    expect(queue.delete('a', 'a1')).toBe(true);
    expect(queue.delete('a', 'a1')).toBe(false);
    expect([queue.size, queue.sizeOf('a'), queue.sizeOf('b'), queue.sizeOf('c')]).toEqual([2, 1, 1, 0]);
    expect([...queue]).toEqual(['a0', 'b2']);
  });

  describe('whatever comes and goes', () => {
    it('loses nothing, doubles nothing, keeps the order within a client, and takes in the order that it shows', () => {
      fc.assert(
        fc.property(happenings, (all) => {
          const queue = new FairQueue<Thing>();
          // The plain model of it: who waits of each client, in the order of coming.
          const model: Thing[] = [];
          const leave = (thing: Thing): void => void model.splice(model.indexOf(thing), 1);
          for (const happening of all) {
            const order = [...queue];
            if (happening.kind === 'come') {
              queue.add(happening.thing.client, happening.thing);
              model.push(happening.thing);
            } else if (happening.kind === 'take') {
              const thing = queue.take();
              expect(thing).toBe(order.at(0));
              expect(thing).toBe(model.find(({ client }) => client === thing?.client));
              if (thing !== undefined) leave(thing);
            } else if (order.length > 0) {
              const thing = order[happening.place % order.length];
              expect(queue.delete(thing.client, thing)).toBe(true);
              // Nobody has to wait longer for that.
              [...queue].forEach((other, place) => expect(place).toBeLessThanOrEqual(order.indexOf(other)));
              leave(thing);
            }
            expect(queue.size).toBe(model.length);
            expect(new Set(queue)).toEqual(new Set(model));
          }
          const rest = [...queue];
          expect(takeAll(queue)).toEqual(rest);
        }),
      );
    });

    it('lets the n-th thing of a client wait for at most n turns of each client', () => {
      fc.assert(
        fc.property(happenings, (all) => {
          const queue = new FairQueue<Thing>();
          /** For each thing: how many of its client waited with it before it, and whose turns it has seen. */
          const waits = new Map<Thing, { ahead: number; turns: Map<string, number> }>();
          const take = (): void => {
            const taken = queue.take();
            if (taken === undefined) return;
            const { ahead, turns } = waits.get(taken)!;
            waits.delete(taken);
            for (const [client, count] of turns) expect(count).toBeLessThanOrEqual(client === taken.client ? ahead : ahead + 1);
            for (const { turns: seen } of waits.values()) seen.set(taken.client, (seen.get(taken.client) ?? 0) + 1);
          };
          for (const happening of all) {
            if (happening.kind === 'come') {
              const { thing } = happening;
              waits.set(thing, { ahead: queue.sizeOf(thing.client), turns: new Map() });
              queue.add(thing.client, thing);
            } else take();
          }
          while (queue.size > 0) take();
          expect(waits.size).toBe(0);
        }),
      );
    });
  });
});
