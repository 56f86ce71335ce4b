import type { Service } from './service.js';

/** An idea that is written quickly: the likeliest tokens, and few of them. */
export const short = { prompt: 'Regen', language: 'de', temperature: 0, max_tokens: 24 } as const;

let found: Record<string, unknown> | undefined;

/**
 * A request whose text is long: nearly random tokens hardly ever make the model end by itself. The seed is looked for, so that
 * the length is certain for every version of the model: the same seed and request give the same text, in any service of ours.
 */
export async function findLongRequest(service: Service): Promise<Record<string, unknown>> {
  for (let seed = 30; found === undefined && seed <= 130; seed += 1) {
    const request = { prompt: 'Regen', temperature: 2, top_k: 0, top_p: 1, max_tokens: 2048, seed };
    const { status, body } = await service.generate(request);
    if (status === 200 && body.usage.completion_tokens >= 300) found = request;
  }
  if (found === undefined) throw new Error('No seed of 100 gives a text of 300 tokens.');
  return found;
}
