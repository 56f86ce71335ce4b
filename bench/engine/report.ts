import { number, section, table } from '../markdown.js';
import { type JudgedGoal, judge } from './goals.js';
import { type Figures, type Measurements, type ServerName, serverNames } from './measurements.js';

const titles: Record<ServerName, string> = {
  ours: 'this service, exact 8 bit',
  dynamic: 'this service, dynamic 8 bit',
  transformers: 'transformers.js and Express',
  llama: 'llama.cpp Q8_0 and Express',
  'llama-free': 'the same as node-llama-cpp batches',
  raw: 'ONNX Runtime alone',
};

export function titleOf(server: ServerName): string {
  return titles[server];
}

/** Everything that was measured, as Markdown. */
export function reportOf(measured: Measurements, machine: string, clients: readonly number[]): string {
  const sections = [
    machine,
    '#### Goals',
    goalTable(judge(measured)),
    ...clients.flatMap((count) => loadSection(measured, count)),
    ...otherSections(measured),
  ];
  return sections.join('\n\n');
}

function goalTable(goals: readonly JudgedGoal[]): string {
  const rows = goals.map(({ figure, kind, bound, unit = '', reached, isMet }) => [
    figure,
    `${kind} ${bound} ${unit}`,
    reached === undefined ? 'not measured' : `${number(reached)} ${unit}`,
    isMet === undefined ? '' : isMet ? 'yes' : '**no**',
  ]);
  return table(['figure', 'goal', 'reached', 'met'], rows);
}

function loadSection(measured: Measurements, clients: number): string[] {
  const rows = serverNames.flatMap((server) => {
    const figures = measured.of('load', server, clients);
    return figures === undefined ? [] : [loadRow(titles[server], figures)];
  });
  return rows.length === 0 ? [] : [`#### ${clients === 1 ? '1 client' : `${clients} clients`}`, table(loadHead, rows)];
}

const loadHead = [
  'server',
  'tokens/s',
  'tokens per CPU second',
  'first token p50 / p95, ms',
  'between tokens p50 / p95, ms',
  '`/health` p95, ms',
  'memory, MB',
];

function loadRow(name: string, figures: Figures): string[] {
  return [
    name,
    number(figures.tokensPerSecond),
    number(figures.tokensPerCpuSecond),
    `${number(figures.firstToken50)} / ${number(figures.firstToken95)}`,
    `${number(figures.gap50)} / ${number(figures.gap95)}`,
    number(figures.health95),
    number(figures.memory),
  ];
}

function otherSections(measured: Measurements): string[] {
  const rowsOf = (scenario: string, clients: number): string[][] =>
    (['ours', 'llama'] as const).flatMap((server) => {
      const figures = measured.of(scenario, server, clients);
      return figures === undefined ? [] : [loadRow(titles[server], figures)];
    });
  const hangUps = (['ours', 'llama', 'transformers'] as const).flatMap((server) => {
    const figures = measured.of('hang-up', server);
    return figures === undefined
      ? []
      : [[titles[server], ...[figures.freeAfter, figures.step, figures.steps, figures.worksOn].map(number)]];
  });
  const prefix = measured.of('prefix', 'ours');
  return [
    ...section('Two cores, 8 clients', loadHead, rowsOf('cores', 8)),
    ...section('One stream whose answer stands in its prompt', loadHead, rowsOf('repeat', 1)),
    ...section('After a hang-up', ['server', 'slot free after, ms', 'a step, ms', 'steps', 'computes on, ms'], hangUps),
    ...section(
      'First token of 512, the first 448 read before',
      ['cold, ms', 'warm, ms', 'warm / cold'],
      prefix === undefined ? [] : [[number(prefix.cold), number(prefix.warm), number(prefix.share)]],
    ),
  ];
}
