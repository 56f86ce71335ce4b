/** Milliseconds that a test waits for something that has to happen. Only a broken service lets it pass. */
export const patience = 30_000;

/** The promise's value; fails after `patience` with a message that says what was waited for. */
export async function within<T>(promise: Promise<T>, what: string, milliseconds = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${milliseconds / 1000} s for ${what}.`)), milliseconds);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks until the answer is not undefined. Only for what tells nobody when it happens (a process that is not our child, a
 * model that has been loaded); everything else is awaited through its own event.
 */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${patience / 1000} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
