import type { Measurements } from '../engine/measurements.js';
import { number } from '../markdown.js';
import { type ModelName, modelNames } from './bench-model.js';
import { clientCounts } from './scenarios/load.js';
import type { SetupName } from './setup.js';

/** What several processes came to against one, a column for each model; none where no load was measured. */
export function ratioRows(measured: Measurements): string[][] {
  const ratio = (figure: string, of: SetupName, to: SetupName, clients: number) => (model: ModelName) => {
    const [above, below] = [of, to].map((setup) => measured.of(`load ${model}`, setup, clients)?.[figure]);
    return number(above! / below!);
  };
  const more = (figure: string, clients: number) => (model: ModelName) => {
    const [above, below] = (['one', 'alone'] as const).map(
      (setup) => measured.of(`load ${model}`, setup, clients)?.[figure],
    );
    return number(above! - below!);
  };
  const row = (name: string, cell: (model: ModelName) => string): string[] => [name, ...modelNames.map(cell)];
  const many = clientCounts.filter((clients) => clients > 1);
  if (measured.of('load bench', 'alone') === undefined) return [];
  return [
    ...many.flatMap((clients) => [
      row(`tokens/s, one worker / alone, ${clients} clients`, ratio('tokensPerSecond', 'one', 'alone', clients)),
      row(`tokens/s, two workers / alone, ${clients} clients`, ratio('tokensPerSecond', 'two', 'alone', clients)),
      row(`tokens/s, two workers / one, ${clients} clients`, ratio('tokensPerSecond', 'two', 'one', clients)),
      row(`CPU per token, one worker / alone, ${clients} clients`, ratio('cpu', 'one', 'alone', clients)),
      row(`CPU per token, two workers / one, ${clients} clients`, ratio('cpu', 'two', 'one', clients)),
    ]),
    ...[1, 8].flatMap((clients) => [
      row(`first token p50, one worker − alone, ${clientsOf(clients)}, ms`, more('firstToken50', clients)),
      row(`first token p95, one worker − alone, ${clientsOf(clients)}, ms`, more('firstToken95', clients)),
      row(`between pieces p50, one worker − alone, ${clientsOf(clients)}, ms`, more('gap50', clients)),
      row(`between pieces p95, one worker − alone, ${clientsOf(clients)}, ms`, more('gap95', clients)),
    ]),
  ];
}

function clientsOf(count: number): string {
  return count === 1 ? '1 client' : `${count} clients`;
}
