import { type Answer, ask, type Wish } from './ask.js';
import { HealthProbe } from './health-probe.js';
import { useOfTree } from './process-tree.js';
import type { RunningServer } from './servers.js';
import { percentile } from './statistics.js';

/** What a load came to. Times in milliseconds, memory in MB. */
export interface LoadFigures extends Record<string, number> {
  tokensPerSecond: number;
  tokensPerCpuSecond: number;
  firstToken50: number;
  firstToken95: number;
  gap50: number;
  gap95: number;
  health95: number;
  memory: number;
  /** Tokens of a prompt, to check that every server reads as many. */
  promptTokens: number;
  /** How much of a core the bench itself took. */
  ownCores: number;
}

export interface Load {
  clients: number;
  /** Texts that each client asks for, the next as soon as it has the last. */
  requests: number;
  wish(index: number): Wish;
}

/** Lets clients ask, and looks at the server meanwhile. */
export async function measureLoad(server: RunningServer, load: Load): Promise<LoadFigures> {
  const probe = new HealthProbe(server.url);
  const [before, own, started] = [useOfTree(server.pid), process.cpuUsage(), performance.now()];
  const answers = await askInLoop(server, load);
  const seconds = (performance.now() - started) / 1000;
  const after = useOfTree(server.pid);
  const { user, system } = process.cpuUsage(own);
  await probe.stop();
  const tokens = answers.reduce((sum, { newTokens }) => sum + newTokens, 0);
  const first = answers.map(({ firstToken }) => firstToken);
  const gaps = answers.flatMap((answer) => answer.gaps);
  return {
    tokensPerSecond: tokens / seconds,
    tokensPerCpuSecond: tokens / (after.cpuSeconds - before.cpuSeconds),
    firstToken50: percentile(first, 0.5),
    firstToken95: percentile(first, 0.95),
    gap50: percentile(gaps, 0.5),
    gap95: percentile(gaps, 0.95),
    health95: percentile(probe.times, 0.95),
    memory: after.memory,
    promptTokens: answers[0].promptTokens,
    ownCores: (user + system) / 1e6 / seconds,
  };
}

/** The answers of clients that each ask for one text after the other. */
export async function askInLoop(
  { url, dialect }: Pick<RunningServer, 'url' | 'dialect'>,
  { clients, requests, wish }: Load,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const client = async (_: unknown, index: number): Promise<void> => {
    for (let turn = 0; turn < requests; turn += 1) {
      answers.push(await ask(url, dialect, wish(index + turn * clients)));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return answers;
}
