import { modelFolder } from '../support/models.js';
import { metricsOf } from '../support/metrics.js';
import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Answer, type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

/** Far below STEP_TIMEOUT: nobody kills the runner meanwhile. */
const env = { READY_PATIENCE: '0.5', STEP_TIMEOUT: '600' };

describe('A runner that stands still while it has work', () => {
  let service: Service;
  let current: number;

  beforeAll(async () => {
    const folder = modelFolder([{ key: 'other' }]);
    service = await startService({ env: { ...env, MODEL_CACHE_DIR: folder, PRELOAD_TOP_MODELS: '0' } });
    [current] = service.runners;
  });

  it('makes the service unready until it goes on, and its text is completed', async () => {
    const text = await standStill(current, 'muse-mini');
    expect(text.status).toBe(200);
    await service.ready();
  });

  it('does so whichever model it has; the others answer all the same', async () => {
    expect((await service.generate({ ...short, model: 'other' })).body.model_used).toBe('other');
    const other = service.runners.find((pid) => pid !== current)!;
    const text = await standStill(other, 'other', async () => {
      expect((await service.generate(short)).body.model_used).toBe('muse-mini');
      expect((await service.get('/health/live')).status).toBe(200);
      const silence = (await metricsOf(service)).of('muse_model_silence_seconds');
      expect(silence['model="other"']).toBeGreaterThanOrEqual(0.5);
    });
    expect(text.body.model_used).toBe('other');
    await service.ready();
  });

  it('without work is well: there is nothing that it owes', async () => {
    process.kill(current, 'SIGSTOP');
    expect((await service.get('/health/ready')).status).toBe(200);
    expect((await metricsOf(service)).of('muse_model_silence_seconds')['model="muse-mini"']).toBe(0);
    process.kill(current, 'SIGCONT');
  });

  /** Asks a model for a text while its runner is stopped, until the service says so; then the runner goes on. */
  async function standStill(
    runner: number,
    model: string,
    meanwhile: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Answer> {
    process.kill(runner, 'SIGSTOP');
    try {
      const text = service.generate({ ...short, model });
      const unready = await eventually(async () => {
        const answer = await service.get('/health/ready');
        return answer.status === 200 ? undefined : answer;
      }, `${model} to be found standing still`);
      const { detail } = expectProblem(unready, 503, 'not_ready');
      const said = new RegExp(
        `^A model has work and makes no progress: ${model} has ended no step for (\\d+\\.\\d) s\\.$`,
      );
      expect(detail).toMatch(said);
      expect(Number(said.exec(detail)![1])).toBeGreaterThanOrEqual(0.5);
      await meanwhile();
      process.kill(runner, 'SIGCONT');
      return await text;
    } finally {
      process.kill(runner, 'SIGCONT');
    }
  }
});
