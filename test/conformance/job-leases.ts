import type { JobLeases } from '@muse/core/batch-jobs/job-leases.js';
import { firstValueFrom } from 'rxjs';
import { listen } from '../support/fakes/listen.js';
import { within } from '../support/wait.js';

const job = { id: '5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11', client: 'key anna: 創' };
const another = { ...job, id: '00000000-0000-4000-8000-000000000002' };
const other = { id: '00000000-0000-4000-8000-000000000003', client: 'address 127.0.0.1' };

/** What every adapter of JobLeases has to do; `open` gives those of two processes that share them. */
export function jobLeasesConformance(open: () => Promise<[JobLeases, JobLeases]>): void {
  let here: JobLeases;
  let there: JobLeases;

  beforeEach(async () => {
    [here, there] = await open();
  });

  /** Holds a lease from now on. */
  async function take(leases: JobLeases, wanted = job): Promise<ReturnType<typeof listen<void>>> {
    let heard!: ReturnType<typeof listen<void>>;
    await within(
      new Promise<void>((resolve, reject) => {
        heard = listen(leases.hold(wanted), resolve);
        heard.subscription.add(() => reject(new Error('It was refused.')));
      }),
      'a lease',
    );
    return heard;
  }

  /** Resolves to whether the lease was had; one that was is given back. */
  function mayHave(leases: JobLeases, wanted = job): Promise<boolean> {
    return within(
      firstValueFrom(leases.hold(wanted), { defaultValue: 'refused' }).then((answer) => answer !== 'refused'),
      'an answer',
    );
  }

  it('lets one process at a time run the jobs of a client, and one job', async () => {
    const held = await take(here);
    expect(await mayHave(there)).toBe(false);
    expect(await mayHave(here)).toBe(false);
    expect(await mayHave(there, another)).toBe(false);
    expect(await mayHave(here, another)).toBe(false);
    expect([held.events, held.completed, held.error]).toEqual([[undefined], false, undefined]);
    held.subscription.unsubscribe();
  });

  it('lets clients be', async () => {
    const held = await take(here);
    expect(await mayHave(there, other)).toBe(true);
    held.subscription.unsubscribe();
  });

  it('gives back at once, and what it gave back is free for whoever asks next', async () => {
    for (const leases of [here, there, here]) {
      const held = await take(leases);
      held.subscription.unsubscribe();
      expect(await mayHave(leases, another)).toBe(true);
    }
    expect(await mayHave(there)).toBe(true);
  });

  it('gives back what was asked for by somebody who has gone since', async () => {
    here.hold(job).subscribe().unsubscribe();
    expect(await mayHave(here, another)).toBe(true);
    expect(await here.running(job.client)).toBeUndefined();
  });

  it('tells everywhere which job of a client runs', async () => {
    expect(await there.running(job.client)).toBeUndefined();
    const held = await take(here);
    expect(await there.running(job.client)).toBe(job.id);
    expect(await here.running(job.client)).toBe(job.id);
    expect(await there.running(other.client)).toBeUndefined();
    held.subscription.unsubscribe();
    expect(await mayHave(here)).toBe(true);
    expect(await here.running(job.client)).toBeUndefined();
  });

  it('gives it to one of many who ask at once', async () => {
    const asked = Array.from({ length: 20 }, (_, n) => listen((n % 2 === 0 ? here : there).hold(job)));
    // Answers come in their order: when this one has its own, all have.
    for (const leases of [here, there]) expect(await mayHave(leases, another)).toBe(false);
    expect(asked.filter(({ events }) => events.length > 0)).toHaveLength(1);
    expect(asked.filter(({ completed }) => completed)).toHaveLength(19);
    for (const { subscription } of asked) subscription.unsubscribe();
  });
}
