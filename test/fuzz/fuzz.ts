import fc, { type Arbitrary } from 'fast-check';

/** Inputs that are on their way at the same time. */
const lanes = 16;
/** Inputs that are made at once: they lie in memory, and some are long. */
const round = 250;

/** All inputs of `npm run nightly`, or those that every change has to pass. */
export const isFull = process.env.MUSE_FULL === '1';

/** The same inputs again and again, and other ones every night; FUZZ_SEED repeats a night. */
export const seed = Number(process.env.FUZZ_SEED ?? (isFull ? Date.now() % 1_000_000_000 : 20_261_124));

/**
 * Sends so many inputs, and expects of each what `check` expects.
 * @throws Error that shows the smallest input that fails alone, or the one that failed among others
 */
export async function fuzz<T>(inputs: Arbitrary<T>, count: number, check: (input: T) => Promise<void>): Promise<void> {
  for (let sent = 0; sent < count; sent += round) {
    const options = { seed: seed + sent, numRuns: Math.min(round, count - sent) };
    const failure = await firstFailure(fc.sample(inputs, options), check);
    if (failure === undefined) continue;
    const alone = await fc.check(fc.asyncProperty(inputs, check), {
      seed: options.seed,
      path: String(failure.index),
      numRuns: 1,
    });
    throw new Error(
      alone.failed
        ? explain(alone.errorInstance, 'the smallest input that fails', alone.counterexample![0])
        : explain(failure.error, 'an input that fails only among others', failure.input),
    );
  }
}

interface Failure<T> {
  index: number;
  input: T;
  error: unknown;
}

async function firstFailure<T>(
  inputs: readonly T[],
  check: (input: T) => Promise<void>,
): Promise<Failure<T> | undefined> {
  let failure: Failure<T> | undefined;
  const waiting = inputs.entries();
  const work = async (): Promise<void> => {
    // All lanes take from one iterator, each the next input.
    for (const [index, input] of waiting) {
      if (failure !== undefined) return;
      await check(input).catch((error: unknown) => (failure ??= { index, input, error }));
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return failure;
}

function explain(error: unknown, what: string, input: unknown): string {
  const shown = fc.stringify(input);
  const short = shown.length > 2_000 ? `${shown.slice(0, 2_000)}... (${shown.length} characters)` : shown;
  return `${error instanceof Error ? error.message : String(error)}\nFUZZ_SEED=${seed}; ${what}: ${short}`;
}
