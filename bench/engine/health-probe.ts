import { get } from 'node:http';

const pause = 100;

/** Asks a server again and again how it is, until it is stopped. */
export class HealthProbe {
  /** Milliseconds that each answer took. */
  readonly times: number[] = [];
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(url: string) {
    this.running = this.run(`${url}/health`);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(url: string): Promise<void> {
    while (!this.stopped) {
      const asked = performance.now();
      await answered(url);
      this.times.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function answered(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}
