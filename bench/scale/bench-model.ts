import type { Wish } from '../engine/ask.js';
import { type BenchModels, catalogKey } from '../engine/bench-models.js';
import { ourDialect } from '../engine/dialects.js';
import { promptOf, randomText } from '../engine/prompts.js';

/**
 * What is written with: `bench` in the shape of SmolLM2-135M, whose every text has the length that was asked for; and muse-mini,
 * so small that what stands around the model shows.
 */
export const modelNames = ['bench', 'muse-mini'] as const;
export type ModelName = (typeof modelNames)[number];

/** The model's key in the catalog. */
export function keyOf(model: ModelName): string {
  return model === 'bench' ? catalogKey('bench', 'int8') : model;
}

/** Settings of a service that answers with this model. */
export function settingsOf(model: ModelName, { folder }: BenchModels): Record<string, string> {
  return model === 'bench' ? { MODEL_CACHE_DIR: folder, DEFAULT_MODEL: keyOf(model) } : {};
}

/** A wish like no other. Texts of muse-mini end where they end. */
export function wishOf(model: ModelName, seed: number, newTokens: number, promptTokens = 128): Wish {
  if (model === 'bench') return { prompt: promptOf(ourDialect, promptTokens, seed), newTokens };
  return { prompt: randomText(6, seed), newTokens, sampling: { temperature: 1, seed } };
}
