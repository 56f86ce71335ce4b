import fc from 'fast-check';
import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { type Heard, listen } from '../../../../test/support/fakes/listen.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { ManagedModel } from './managed-model.js';
import type { TextEvent } from './text-generation.js';

const capacity = { running: 2, waiting: 3 };

/** A client comes with some texts, then one of the texts that are being written may end. */
const arrivals = fc.array(
  fc.record({
    client: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    texts: fc.integer({ min: 1, max: 8 }),
    ends: fc.boolean(),
  }),
);

describe('The bound of a queue, whoever fills it', () => {
  it('holds, and refuses who has nothing waiting only while as many others wait as there are places', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async (all) => {
        const launcher = new FakeLauncher();
        launcher.slots = capacity.running;
        const model = new ManagedModel(anEntry(), launcher, { capacity, observe: () => {} });
        await model.ensureLoaded();
        const { texts } = launcher.latest;
        const readers: { client: string; heard: Heard<TextEvent> }[] = [];
        /** The clients of the texts that were taken and that the runner does not have yet. */
        const waiting = (): string[] => {
          const given = new Set(texts.map(({ request }) => request.sampling.seed));
          return readers.filter(({ heard }, seed) => heard.error === undefined && !given.has(seed)).map(({ client }) => client);
        };
        for (const { client, texts: count, ends } of all) {
          for (let text = 0; text < count; text += 1) {
            const before = waiting();
            const request = aTextRequest('Tee', { sampling: { temperature: 0, seed: readers.length } });
            const heard = listen(model.generate(request, client));
            readers.push({ client, heard });
            if (heard.error === undefined) continue;
            expect(heard.error).toMatchObject({ code: 'queue_full' });
            expect(before.length).toBeGreaterThanOrEqual(capacity.waiting);
            if (!before.includes(client)) expect(new Set(before).size).toBeGreaterThanOrEqual(capacity.waiting);
          }
          expect(waiting().length).toBeLessThanOrEqual(2 * capacity.waiting);
          if (ends) texts.find(({ isRead }) => isRead)?.tell({ type: 'finished', reason: 'stop', completionTokens: 0 });
        }
      }),
    );
  });
});
