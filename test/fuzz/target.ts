import type { Json } from '../support/json.js';
import { modelFolder } from '../support/models.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';
import { Client } from './client.js';
import { Contract } from '../support/contract.js';
import { expectSound, secrets } from './invariants.js';
import { smallModel } from './known.js';
import { type Operation, operationsOf } from './operations.js';
import type { FuzzRequest } from './requests.js';

const headers = { 'content-type': 'application/json', 'x-api-key': secrets.key };

/** The service that the inputs are sent to, and what is known of it. */
export class Target {
  readonly operations: readonly Operation[];
  /** Answers by operation and status. */
  private readonly counts = new Map<string, Map<number, number>>();
  private readonly contract: Contract;
  private readonly runners: readonly number[];
  private readonly client: Client;

  private constructor(
    readonly service: Service,
    document: object,
    private readonly ids: { idea: string; batch: string },
  ) {
    this.operations = operationsOf(document);
    this.contract = new Contract(document);
    this.runners = service.runners;
    this.client = new Client(service.url, { 'x-api-key': secrets.key });
  }

  /**
   * Starts the service: with a key, so that answers without one are seen too, without a hub, and with a model whose context is
   * so small that no text becomes long.
   */
  static async start(): Promise<Target> {
    const folder = modelFolder([{ key: smallModel, context_length: 48 }]);
    const env = {
      API_KEYS: `fuzz:generate+admin:${secrets.key}`,
      HF_TOKEN: secrets.token,
      HF_OFFLINE: 'true',
      MODEL_CACHE_DIR: folder,
      DEFAULT_MODEL: smallModel,
    };
    const service = await startService({ env });
    const { body: batch } = await service.post('/api/v1/batches', { prompts: ['Regen'] }, { headers });
    const { body: document } = await service.get('/openapi.json');
    return new Target(service, document, { idea: await newIdea(service), batch: batch.id });
  }

  /** Sends a request and expects of the answer what holds for all. */
  async check(request: FuzzRequest): Promise<void> {
    const operation = this.operations.find(({ name }) => name === request.operation);
    const address = request.address.replace('{idea}', this.ids.idea).replace('{batch}', this.ids.batch);
    const answer = await this.client.send({ ...request, address });
    this.count(request.operation, answer.status);
    expectSound(request, answer, operation, this.contract);
    if (answer.status === 204 && address.endsWith(`/ideas/${this.ids.idea}`)) {
      this.ids.idea = await newIdea(this.service);
    }
  }

  /** Expects that nothing is left of all the requests: no work, no other runner, no word of an error in the log. */
  async expectCalm(): Promise<void> {
    await eventually(async () => ((await this.isCalm()) ? true : undefined), 'all work to end');
    expect((await this.service.get('/health/ready')).status).toBe(200);
    expect(this.service.log.match(/^.*\b(ERROR|FATAL)\b.*$/gm)).toBeNull();
    expect(this.service.runners).toEqual(this.runners);
  }

  /** Whether no stream is open, nothing waits and nothing is written, as the live statistics say. */
  private async isCalm(): Promise<boolean> {
    const live = { operation: 'calm', method: 'GET', address: '/api/v1/stats/stream', headers: {} };
    const { event } = await this.client.send(live);
    const models = Object.values<Json>(event.models);
    return event.active_sessions === 0 && models.every((model) => model.running === 0 && model.queue_depth === 0);
  }

  /** Expects that the service writes an idea, with the one runner that it has then. */
  async expectAnswers(): Promise<void> {
    await newIdea(this.service);
    expect(this.service.log.match(/^.*\b(ERROR|FATAL)\b.*$/gm)).toBeNull();
    await eventually(() => (this.service.runners.length === 1 ? true : undefined), 'the runner to be the only one');
  }

  /** Expects a problem document as the OpenAPI document describes it. */
  expectProblem(problem: unknown): void {
    expect(this.contract.errorsAs('Problem', problem)).toBe('');
  }

  /** Prints how many answers of each status the operations gave, and hangs up. */
  report(): void {
    this.client.close();
    const lines = [...this.counts].map(([operation, statuses]) => {
      const sums = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} x ${status}`);
      return `${operation}: ${sums.join(', ')}`;
    });
    process.stderr.write(`${lines.sort().join('\n')}\n`);
  }

  /** Counts an answer. */
  count(operation: string, status: number): void {
    const statuses = this.counts.get(operation) ?? new Map<number, number>();
    this.counts.set(operation, statuses.set(status, (statuses.get(status) ?? 0) + 1));
  }
}

/** Has an idea written and answers its id. */
async function newIdea(service: Service): Promise<string> {
  const { status, body } = await service.generate(short, { headers });
  expect(status).toBe(200);
  return body.id;
}
