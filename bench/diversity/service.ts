import { startApi } from '../scale/processes.js';

/** The service that is measured. */
export class BenchService {
  private constructor(private readonly url: string) {}

  /** One thread and one runner for the embedded model, nothing in a cache. */
  static async start(models: string): Promise<BenchService> {
    const { url } = await startApi({ MODEL_CACHE_DIR: models });
    return new BenchService(url);
  }

  /** @throws Error where it is not answered with 200 */
  async post<T>(path: string, body: object): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
