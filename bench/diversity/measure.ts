import { median } from '../engine/statistics.js';
import { type BatchAnswer, type Figures, judge } from './judge.js';
import type { Wish } from './prompts.js';
import type { BenchService } from './service.js';
import { candidateCounts, ideasEach, type Way } from './ways.js';

/** Has every prompt written in every way. Each prompt begins with another: what disturbs the machine disturbs all of them. */
export async function measureWays(
  service: BenchService,
  ways: readonly Way[],
  wishes: readonly Wish[],
): Promise<Map<string, Figures>> {
  const answers = new Map<string, BatchAnswer[]>(ways.map(({ name }) => [name, []]));
  for (const [turn, wish] of wishes.entries()) {
    for (let i = 0; i < ways.length; i += 1) {
      const { name, body } = ways[(turn + i) % ways.length];
      answers.get(name)!.push(await service.post('/generate/batch', body(wish)));
    }
    console.log(`${turn + 1} of ${wishes.length} prompts`);
  }
  return new Map([...answers].map(([name, own]) => [name, judge(own, ideasEach)]));
}

/** Seconds for one idea, nothing else running: the median over the prompts, by the number of candidates, 0 for no ensemble. */
export async function measureSingles(service: BenchService, wishes: readonly Wish[]): Promise<Map<number, number>> {
  const counts = [0, ...candidateCounts];
  const seconds = new Map<number, number[]>(counts.map((count) => [count, []]));
  for (const [turn, wish] of wishes.entries()) {
    for (let i = 0; i < counts.length; i += 1) {
      const count = counts[(turn + i) % counts.length];
      const startedAt = performance.now();
      await service.post('/generate', count === 0 ? wish : { ...wish, ensemble: { candidates: count } });
      seconds.get(count)!.push((performance.now() - startedAt) / 1000);
    }
  }
  return new Map([...seconds].map(([count, own]) => [count, median(own)]));
}
