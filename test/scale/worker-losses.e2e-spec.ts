import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { findLongRequest } from '../support/requests.js';
import type { Service } from '../support/service.js';
import { untilNothingRuns } from '../support/queue.js';
import { within } from '../support/wait.js';

/** A text that costs one worker after another its life. */
describe('A job whose workers are lost', () => {
  it('fails with the third, and takes no fourth with it', async () => {
    const hold = new Hold();
    const cluster = await Cluster.start(hold.env);
    const redis = new Redis(cluster.redis.url);
    const api = await cluster.api();
    let worker: Service = await cluster.worker();
    const long = await findLongRequest(api);

    hold.at({ event: 'text', count: 5, when: 'after' });
    const stream = await api.stream(long);
    for (let losses = 1; losses <= 3; losses += 1) {
      const runner = await hold.held();
      const { idea_id: id } = await within(losses === 1 ? stream.until('chunk') : stream.until('restart'), 'the text');
      worker.signal('SIGKILL');
      process.kill(runner, 'SIGKILL');
      await worker.exit();
      // Nobody has to wait until it runs out.
      await redis.del(`muse:generations.muse-mini:${id}:lock`);
      hold.at({ event: 'text', count: 5, when: 'after' });
      worker = await cluster.worker();
    }
    const events = await stream.all();
    expect(events.flatMap(({ data }) => (data.type === 'restart' ? [data.attempt] : []))).toEqual([2, 3]);
    expect(events.at(-1)!.data).toMatchObject({ type: 'error', code: 'worker_lost' });
    await untilNothingRuns(redis);
    redis.disconnect();
  });
});
