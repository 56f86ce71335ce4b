import type { INestApplicationContext } from '@nestjs/common';
import { ClusterMember } from '@muse/adapters/cluster/cluster-member.js';
import { JobRunner } from '@muse/adapters/queue/job-runner.js';
import { ModelWorkers } from '@muse/adapters/queue/model-workers.js';
import { onStopSignal } from '@muse/assembly/on-stop-signal.js';
import { Downloads } from '@muse/core/downloads/downloads.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';

/** Milliseconds for which Redis may keep a worker that has given everything back. */
const patience = 3000;

/**
 * On SIGTERM or Ctrl-C: no new jobs, running ones may end within `timeout` seconds, what is left goes back to the queue, then runners,
 * connections and database are closed and the process ends. A second signal ends it at once.
 */
export function stopOnSignals(app: INestApplicationContext, timeout: number): void {
  onStopSignal(async (signal, logger) => {
    const runner = app.get(JobRunner);
    logger.log(`${signal}: ${runner.active} generations may end within ${timeout} s`);
    // What follows may need Redis: where that is gone, nobody waits for it.
    await Promise.race([app.get(ClusterMember).stop(), after(patience)]);
    const left = app.get(ModelWorkers).close();
    await Promise.race([left, after(timeout * 1000)]);
    runner.giveBack();
    await Promise.race([left, after(patience)]);
    await app.get(Downloads).stop();
    await app.get(ModelRegistry).stop();
    await app.close();
  });
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
