/** Whether objects and lists stand in each other more than `levels` deep. Asks without recursion: a stack has an end. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  let inside = [value].filter(isNested);
  for (let level = 0; inside.length > 0; level += 1) {
    if (level === levels) return true;
    inside = inside.flatMap((outer) => Object.values(outer).filter(isNested));
  }
  return false;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
