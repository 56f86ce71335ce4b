import type { LiveModel } from '../statistics/live-figures.js';

/** The figures of a model at two workers together. */
export function addFigures(a: LiveModel, b: LiveModel): LiveModel {
  return {
    tokensPerSecond: a.tokensPerSecond + b.tokensPerSecond,
    queueDepth: a.queueDepth + b.queueDepth,
    running: a.running + b.running,
    timeToFirstToken: meanOf(a.timeToFirstToken, b.timeToFirstToken),
    promptTokens: a.promptTokens + b.promptTokens,
    cachedPromptTokens: a.cachedPromptTokens + b.cachedPromptTokens,
  };
}

/** How many texts each mean stands for is not reported. */
function meanOf(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return (a + b) / 2;
}
