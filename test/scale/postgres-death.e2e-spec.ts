import { expectCalm, expectKept } from '../support/calm.js';
import { times } from '../support/counts.js';
import { allIdeas } from '../support/ideas.js';
import type { Json } from '../support/json.js';
import { PostgresServer } from '../support/postgres-server.js';
import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Answer, type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

/** Clients that send one request after the other, and what they were told. */
class Load {
  readonly ideas: Json[] = [];
  readonly failures: Answer[] = [];
  private readonly clients: Promise<void>[];
  private ended = false;

  constructor(
    private readonly service: Service,
    clients: number,
  ) {
    this.clients = Array.from({ length: clients }, (_, n) => this.send(n % 2 === 0));
  }

  async end(): Promise<void> {
    this.ended = true;
    await Promise.all(this.clients);
  }

  /** Every request ends as an idea or as an error, once: a third thing fails the test. */
  private async send(streams: boolean): Promise<void> {
    while (!this.ended) {
      const answer = await (streams ? this.stream() : this.service.generate(short));
      if (answer === undefined) continue;
      if (answer.status === 200) this.ideas.push(answer.body);
      else this.failures.push(answer);
    }
  }

  /** As a resumable stream, which is noted in the database before it begins. */
  private async stream(): Promise<Answer | undefined> {
    const answer = await this.service.post('/api/v1/generate/stream', { ...short, resumable: true });
    if (answer.status !== 200) return answer;
    const events = [...answer.text.matchAll(/^data: (.+)$/gm)].map(([, data]): Json => JSON.parse(data));
    const ends = events.filter(({ type }) => type === 'complete' || type === 'error');
    expect(ends).toEqual([events.at(-1)]);
    if (ends[0].type === 'complete') this.ideas.push(ends[0].idea);
    else expect(ends[0]).toMatchObject({ code: 'storage_failed' });
    return undefined;
  }
}

describe('PostgreSQL that is killed under load', () => {
  it('every request ends as an idea that is kept or says storage_failed, and all is well when it is back', async () => {
    const server = await PostgresServer.start();
    const service = await startService({ env: { DATABASE_URL: server.newDatabase() } });
    const { runners } = service;
    const kept: Json[] = [];
    for (let round = 0; round < times(2, 10); round += 1) {
      const load = new Load(service, 8);
      await eventually(() => (load.ideas.length >= 10 ? true : undefined), 'ten ideas');
      await server.kill();
      await eventually(() => (load.failures.length >= 3 ? true : undefined), 'three failures');
      // Readiness is about this process: a database that fails is told request by request.
      expect((await service.get('/health/ready')).status).toBe(200);
      expectProblem(await service.get('/api/v1/ideas'), 503, 'storage_failed');
      const before = load.ideas.length;
      await server.restart();
      await eventually(() => (load.ideas.length >= before + 10 ? true : undefined), 'ten more ideas');
      await load.end();
      for (const failure of load.failures) expectProblem(failure, 503, 'storage_failed');
      kept.push(...load.ideas);
    }
    await expectKept(service, kept);
    const ids = (await allIdeas(service)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(kept.map(({ id }) => id)));
    expect((await service.get('/api/v1/stats')).body).toMatchObject({ total_ideas: ids.length });
    await expectCalm(service, { kept: kept.slice(-10) });
    expect(service.runners).toEqual(runners);
    await service.kill();
  });
});
