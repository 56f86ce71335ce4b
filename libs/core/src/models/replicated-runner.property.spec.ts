import fc from 'fast-check';
import { FakeLauncher, type FakeText } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen, turn } from '../../../../test/support/fakes/listen.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import type { ModelRunner } from './model-runner.js';
import { ReplicaLauncher } from './replica-launcher.js';
import type { TextEvent } from './text-generation.js';

const finished: TextEvent = { type: 'finished', reason: 'stop', completionTokens: 0 };

const kinds = ['arrive', 'arrive', 'arrive', 'finish', 'finish', 'fail', 'cancel', 'cancel', 'die', 'pause'] as const;
/** Something happens; `which` picks one of those that it can happen to. */
type Happening = { kind: (typeof kinds)[number]; which: number };
const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat() }),
  { maxLength: 60 },
);

/** A model in several runners, its readers in the order of their arrival, and everything that may happen to them. */
class World {
  readonly launcher = new FakeLauncher();
  readonly readers: Heard<TextEvent>[] = [];
  readonly cancelled = new Set<number>();
  model: ModelRunner;

  async begin(count: number, slots: number): Promise<void> {
    this.launcher.slots = slots;
    const launcher = new ReplicaLauncher(
      this.launcher,
      () => count,
      () => {},
    );
    this.model = await launcher.launch(anEntry(), new AbortController().signal);
  }

  async happen({ kind, which }: Happening): Promise<void> {
    const pick = <T>(things: readonly T[]): T | undefined => things.at(which % Math.max(1, things.length));
    if (kind === 'pause') await turn();
    if (kind === 'arrive') this.arrive();
    if (kind === 'finish') pick(this.running())?.tell(finished);
    if (kind === 'fail') pick(this.running())?.fail(new Error('of this text alone'));
    if (kind === 'die') pick(this.launcher.runners.filter(({ slots }) => slots > 0))?.die();
    if (kind === 'cancel') this.cancel(pick(this.open()));
  }

  arrive(): void {
    const request = aTextRequest('Tee', { sampling: { temperature: 0, seed: this.readers.length } });
    this.readers.push(listen(this.model.generate(request)));
  }

  running(): FakeText[] {
    return this.launcher.texts.filter(({ isRead }) => isRead);
  }

  /** Those that have heard of no end, and have not gone. */
  open(): number[] {
    const isOpen = ({ error, completed }: Heard<TextEvent>): boolean => error === undefined && !completed;
    return [...this.readers.keys()].filter((index) => isOpen(this.readers[index]) && !this.cancelled.has(index));
  }

  /** Those of them that no runner has. */
  waiting(): number[] {
    const given = new Set(this.given());
    return this.open().filter((index) => !given.has(index));
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

describe('A model in several runners, whatever happens', () => {
  it('overfills none, keeps the order, lets nobody wait while there is room, and ends every text once', async () => {
    const shape = fc.record({ count: fc.integer({ min: 2, max: 4 }), slots: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(shape, happenings, async ({ count, slots }, all) => {
        const world = new World();
        await world.begin(count, slots);
        for (const happening of all) {
          await world.happen(happening);
          check(world);
        }
        await turn();
        while (world.running().length > 0) world.running()[0].tell(finished);
        expect(world.open()).toEqual([]);
        world.readers.forEach(({ error, completed }, index) => {
          expect([error !== undefined, completed].filter(Boolean)).toHaveLength(world.cancelled.has(index) ? 0 : 1);
        });
        // Nothing is left: every place can be taken again.
        const { slots: room } = world.model;
        for (let place = 0; place < room; place += 1) world.arrive();
        expect([world.running().length, world.waiting()]).toEqual([room, []]);
      }),
    );
  });
});

function check(world: World): void {
  const alive = world.launcher.runners.filter(({ slots }) => slots > 0);
  const texts = alive.map((runner) => runner.texts.filter(({ isRead }) => isRead).length);
  alive.forEach(({ slots }, index) => expect(texts[index]).toBeLessThanOrEqual(slots));
  // Whoever came first was given to a runner first: no text overtook another.
  expect(world.given()).toEqual([...world.given()].sort((a, b) => a - b));
  const waiting = world.waiting();
  if (waiting.length > 0) expect(world.running()).toHaveLength(world.model.slots);
  waiting.forEach((index, place) => {
    expect(world.readers[index].events.at(-1)).toEqual({ type: 'queued', position: place + 1 });
  });
}
