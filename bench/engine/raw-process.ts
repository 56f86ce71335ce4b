import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadFigures } from './load.js';
import type { RawFigures, RawRequest } from './peers/raw-loop.js';
import { peerFile } from './servers.js';
import { medians, percentile } from './statistics.js';

/** ONNX Runtime alone in a process of its own. */
export class RawProcess {
  private readonly child: ChildProcess;

  constructor(graphFile: string, threads: number) {
    this.child = fork(peerFile('raw-loop'), [graphFile, String(threads)]);
  }

  /** What writing as many texts together comes to, the median of some runs; what it has no word for is NaN. */
  async measure(request: RawRequest, runs: number): Promise<LoadFigures> {
    const measured: LoadFigures[] = [];
    for (let run = 0; run < runs; run += 1) measured.push(await this.run(request));
    return medians(measured);
  }

  private async run(request: RawRequest): Promise<LoadFigures> {
    const answer = once(this.child, 'message');
    this.child.send(request);
    const [{ total, firstToken, gaps, cpuSeconds }] = (await answer) as [RawFigures];
    const tokens = request.rows * request.newTokens;
    return {
      tokensPerSecond: (1000 * tokens) / total,
      tokensPerCpuSecond: tokens / cpuSeconds,
      firstToken50: firstToken,
      firstToken95: firstToken,
      gap50: percentile(gaps, 0.5),
      gap95: percentile(gaps, 0.95),
      health95: Number.NaN,
      memory: Number.NaN,
      promptTokens: request.promptTokens,
      ownCores: 0,
    };
  }

  async stop(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.kill();
    await exit;
  }
}
