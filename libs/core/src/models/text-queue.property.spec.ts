import fc from 'fast-check';
import { FakeLauncher, type FakeText } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import type { ModelRunner } from './model-runner.js';
import { ReplicaLauncher } from './replica-launcher.js';
import type { TextEvent } from './text-generation.js';
import { TextQueue } from './text-queue.js';

const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 0 };

const kinds = ['arrive', 'arrive', 'arrive', 'finish', 'finish', 'fail', 'cancel', 'cancel', 'die', 'pause'] as const;
const clients = ['a', 'b', 'c'];
/** Something happens; `which` picks one of those that it can happen to. */
type Happening = { kind: (typeof kinds)[number]; which: number };
const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat() }),
  { maxLength: 60 },
);

/** A model in some runners, its readers in the order of their arrival, and everything that may happen to them. */
class World {
  readonly launcher = new FakeLauncher();
  readonly queue = new TextQueue();
  readonly readers: Heard<TextEvent>[] = [];
  readonly clients: string[] = [];
  readonly cancelled = new Set<number>();
  model?: ModelRunner;

  constructor(
    private readonly count: number,
    slots: number,
  ) {
    this.launcher.slots = slots;
  }

  /** Brings the model to life, again and again. */
  async begin(): Promise<void> {
    const launcher = new ReplicaLauncher(
      this.launcher,
      () => this.count,
      () => {},
    );
    this.model = await launcher.launch(anEntry(), new AbortController().signal);
    this.queue.serveBy(this.model);
    void this.model.exited.then(() => this.begin());
  }

  /** Happens at once, but for a pause: in it, everything happens that follows. */
  happen({ kind, which }: Happening): Promise<void> | void {
    const pick = <T>(things: readonly T[]): T | undefined => things.at(which % Math.max(1, things.length));
    if (kind === 'pause') return turn();
    if (kind === 'arrive') this.arrive(pick(clients)!);
    if (kind === 'finish') pick(this.running())?.tell(finished);
    if (kind === 'fail') pick(this.running())?.fail(new Error('of this text alone'));
    if (kind === 'die') pick(this.launcher.runners.filter(({ slots }) => slots > 0))?.die();
    if (kind === 'cancel') this.cancel(pick(this.open()));
  }

  arrive(client: string): void {
    const request = aTextRequest('Tee', { sampling: { temperature: 0, seed: this.readers.length } });
    this.clients.push(client);
    this.readers.push(listen(this.queue.write(request, client)));
  }

  running(): FakeText[] {
    return this.launcher.texts.filter(({ isRead }) => isRead);
  }

  /** Those that have heard of no end, and have not gone. */
  open(): number[] {
    const isOpen = ({ error, completed }: Heard<TextEvent>): boolean => error === undefined && !completed;
    return [...this.readers.keys()].filter((index) => isOpen(this.readers[index]) && !this.cancelled.has(index));
  }

  /** Those of them that no runner has, in the order of the positions that they have heard of. */
  waiting(): number[] {
    const given = new Set(this.given());
    const waiting = this.open().filter((index) => !given.has(index));
    return waiting.sort((a, b) => this.positionOf(a) - this.positionOf(b));
  }

  positionOf(index: number): number {
    const event = this.readers[index].events.at(-1);
    return event?.type === 'queued' ? event.position : NaN;
  }

  /** Those that were given to a runner, in the order of that. */
  given(): number[] {
    return this.launcher.texts.map(({ request }) => request.sampling.seed);
  }

  private cancel(index: number | undefined): void {
    if (index === undefined) return;
    this.cancelled.add(index);
    this.readers[index].subscription.unsubscribe();
  }
}

describe('The texts of a model in some runners, whatever happens', () => {
  it('overfill none, start in the order that they were told, wait for no free place, and end once', async () => {
    const shape = fc.record({ count: fc.integer({ min: 1, max: 3 }), slots: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(5), happenings, async ({ count, slots }, before, all) => {
        const world = new World(count, slots);
        // Some come before the model is loaded.
        for (let text = 0; text < before; text += 1) world.arrive(clients[text % 2]);
        check(world, [], true);
        await world.begin();
        for (const happening of all) {
          const waited = world.waiting();
          const pause = world.happen(happening);
          if (pause !== undefined) await pause;
          check(world, waited, happening.kind === 'arrive');
        }
        await turn();
        while (world.running().length > 0) world.running()[0].tell(finished);
        expect(world.open()).toEqual([]);
        world.readers.forEach(({ error, completed }, index) => {
          expect([error !== undefined, completed].filter(Boolean)).toHaveLength(world.cancelled.has(index) ? 0 : 1);
        });
        // Nothing is left: every place can be taken again.
        expect([world.queue.size, world.queue.writing]).toEqual([0, 0]);
        const { slots: room } = world.model!;
        for (let place = 0; place < room; place += 1) world.arrive('a');
        expect([world.running().length, world.waiting()]).toEqual([room, []]);
      }),
    );
  });
});

/** @param waited those that waited before, in the order of their positions */
function check(world: World, waited: readonly number[], hasArrived: boolean): void {
  const alive = world.launcher.runners.filter(({ slots }) => slots > 0);
  const texts = alive.map((runner) => runner.texts.filter(({ isRead }) => isRead).length);
  alive.forEach(({ slots }, index) => expect(texts[index]).toBeLessThanOrEqual(slots));
  const waiting = world.waiting();
  if (waiting.length > 0) expect(world.running().length).toBe(world.model?.slots ?? 0);
  expect(waiting.map((index) => world.positionOf(index))).toEqual(waiting.map((_, place) => place + 1));
  // Whoever was given to a runner meanwhile was next.
  const given = world.given();
  const started = waited.filter((index) => given.includes(index)).sort((a, b) => given.indexOf(a) - given.indexOf(b));
  expect(started).toEqual(waited.slice(0, started.length));
  // Nobody is overtaken by those who wait already, and who goes lets nobody wait longer.
  const stay = waited.filter((index) => waiting.includes(index));
  if (hasArrived) expect(waiting.filter((index) => stay.includes(index))).toEqual(stay);
  else for (const index of stay) expect(waiting.indexOf(index)).toBeLessThanOrEqual(waited.indexOf(index));
  // Each client's texts start in the order in which they came.
  for (const client of clients) {
    const own = given.filter((index) => world.clients[index] === client);
    expect(own).toEqual([...own].sort((a, b) => a - b));
  }
}
