/** Redis took longer than 250 ms: a slow machine, and nothing that anybody loses by. */
const slowRedis = /\[Redis\] does not answer; rate limits are counted in this process/;

/** What a process wrote of failures: errors, warnings and stack traces. */
export function badLines(output: string): string[] {
  return [...output.matchAll(/.*(ERROR|WARN|\n {4}at ).*/g)]
    .map(([line]) => line)
    .filter((line) => !slowRedis.test(line));
}
