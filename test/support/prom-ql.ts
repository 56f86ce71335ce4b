/** Words of PromQL that stand where the name of a metric could. */
const words = new Set([
  'by',
  'without',
  'and',
  'or',
  'unless',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'bool',
  'offset',
]);

/** The names of the metrics that an expression asks for. */
export function metricsIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  // A name with a bracket behind it is a function.
  const names = [...bare.matchAll(/(?<![\w.$])[a-z_:][\w:]*(?![\w:]|\s*\()/gi)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !words.has(name));
}
