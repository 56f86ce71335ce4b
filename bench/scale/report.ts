import type { Figures, Measurements } from '../engine/measurements.js';
import { number, section, table } from '../markdown.js';
import { type ModelName, modelNames } from './bench-model.js';
import { ratioRows } from './ratios.js';
import { clientCounts } from './scenarios/load.js';
import { commandClients } from './scenarios/commands.js';
import { partNames, type SetupName, setupNames } from './setup.js';

const titles: Record<SetupName, string> = {
  alone: 'one process alone',
  one: 'API and one worker',
  two: 'API and two workers',
};

const models: Record<ModelName, string> = { bench: 'the bench model (135M)', 'muse-mini': 'muse-mini' };

/** Everything that was measured, as Markdown: ratios first. */
export function reportOf(measured: Measurements, machine: string): string {
  return [
    machine,
    ...section('Ratios', ['figure', ...modelNames.map((model) => models[model])], ratioRows(measured)),
    ...modelNames.flatMap((model) => loads(measured, model)),
    ...section('Commands that Redis executes', commandHead, commandRows(measured)),
    ...idleSection(measured),
    ...section(
      'A place on the worker is free again',
      ['after', 'p50, ms', 'p95, ms', 'worst, ms'],
      cancelRows(measured),
    ),
    ...section('After a death', ['from, to', 'median, ms', 'worst, ms', 'times'], recoveryRows(measured)),
    ...section(
      'Answers from the prompt cache',
      ['kept in', 'written, ms', 'cached, ms', 'cached / written'],
      cachedRows(measured),
    ),
  ].join('\n\n');
}

const loadHead = [
  'clients, processes',
  'tokens/s',
  'ideas/s',
  'first token p50 / p95, ms',
  'between pieces p50 / p95, ms',
  'tokens in a piece',
  'CPU per token, ms',
  'API / workers / Redis / PostgreSQL, ms',
  'memory of the API process, MB',
];

function loads(measured: Measurements, model: ModelName): string[] {
  const rows = clientCounts.flatMap((clients) =>
    setupNames.flatMap((setup) => {
      const figures = measured.of(`load ${model}`, setup, clients);
      return figures === undefined ? [] : [[`${clients}, ${titles[setup]}`, ...loadCells(figures)]];
    }),
  );
  return section(`Loads of ${models[model]}`, loadHead, rows);
}

function loadCells(figures: Figures): string[] {
  return [
    number(figures.tokensPerSecond),
    number(figures.ideasPerSecond),
    `${number(figures.firstToken50)} / ${number(figures.firstToken95)}`,
    `${number(figures.gap50)} / ${number(figures.gap95)}`,
    number(figures.tokensPerPiece),
    number(figures.cpu),
    // Sessions of PostgreSQL that end take what they used along.
    partNames.map((part) => number(Math.max(0, figures[part]))).join(' / '),
    number(figures.apiMemory),
  ];
}

const commandHead = ['model, clients', 'per token', 'of it scripts', 'per generation besides'];

function commandRows(measured: Measurements): string[][] {
  return modelNames.flatMap((model) =>
    commandClients.flatMap((clients) => {
      const figures = measured.of(`commands ${model}`, 'one', clients);
      if (figures === undefined) return [];
      const { perToken, scriptsPerToken, perGeneration } = figures;
      return [[`${models[model]}, ${clients}`, ...[perToken, scriptsPerToken, perGeneration].map(number)]];
    }),
  );
}

function idleSection(measured: Measurements): string[] {
  const idle = measured.of('idle', 'one', 0);
  if (idle === undefined) return [];
  return [
    table(
      ['processes that have nothing to do', 'commands per second'],
      [
        ['API, with what every cluster has once', number(idle.api)],
        ['each worker', number(idle.worker)],
      ],
    ),
  ];
}

function cancelRows(measured: Measurements): string[][] {
  return [
    ['hang-up', 'a hang-up'],
    ['delete', '`DELETE` at another API process'],
  ].flatMap(([server, title]) => {
    const figures = measured.of('cancel', server);
    return figures === undefined ? [] : [[title, ...[figures.p50, figures.p95, figures.worst].map(number)]];
  });
}

function recoveryRows(measured: Measurements): string[][] {
  return [
    ['worker', 'a worker is killed in a text: first text at the other'],
    ['api', 'an API process is killed: its text is stopped'],
    ['redis', 'a killed Redis answers again: first token of a new request'],
  ].flatMap(([server, title]) => {
    const figures = measured.of('recovery', server);
    return figures === undefined ? [] : [[title, ...[figures.median, figures.worst, figures.times].map(number)]];
  });
}

function cachedRows(measured: Measurements): string[][] {
  return [
    ['alone', 'the memory of one process'],
    ['one', 'Redis'],
  ].flatMap(([server, title]) => {
    const figures = measured.of('cached', server);
    return figures === undefined ? [] : [[title, ...[figures.written, figures.cached, figures.ratio].map(number)]];
  });
}
