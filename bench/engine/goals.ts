import type { Measurements } from './measurements.js';

/** A figure that is to be reached. */
export interface Goal {
  figure: string;
  /** How the figure is judged, and the bound. */
  kind: 'at least' | 'at most';
  bound: number;
  unit?: string;
  /** Undefined where something that it needs was not measured. */
  value(measured: Measurements): number | undefined;
}

export interface JudgedGoal extends Goal {
  reached: number | undefined;
  isMet: boolean | undefined;
}

/** A figure of a server by another's. */
function ratio(figure: string, numerator: Place, denominator: Place) {
  return (measured: Measurements): number | undefined => {
    const [above, below] = [valueAt(measured, figure, numerator), valueAt(measured, figure, denominator)];
    return above === undefined || below === undefined ? undefined : above / below;
  };
}

type Place = readonly [scenario: string, server: string, clients?: number];

function single(figure: string, place: Place) {
  return (measured: Measurements): number | undefined => valueAt(measured, figure, place);
}

function valueAt(measured: Measurements, figure: string, [scenario, server, clients]: Place): number | undefined {
  return measured.of(scenario, server, clients)?.[figure];
}

const at8 = (server: string): Place => ['load', server, 8];
const alone = (server: string): Place => ['load', server, 1];

export const goals: readonly Goal[] = [
  {
    figure: 'tokens/s at 8 clients, against plain transformers.js',
    kind: 'at least',
    bound: 3,
    value: ratio('tokensPerSecond', at8('ours'), at8('transformers')),
  },
  {
    figure: 'tokens/s at 8 clients, against llama.cpp 8 bit: exact 8 bit',
    kind: 'at least',
    bound: 1.2,
    value: ratio('tokensPerSecond', at8('ours'), at8('llama')),
  },
  {
    figure: 'tokens/s at 8 clients, against llama.cpp 8 bit: dynamic',
    kind: 'at least',
    bound: 1.5,
    value: ratio('tokensPerSecond', at8('dynamic'), at8('llama')),
  },
  {
    figure: 'the same on both cores: exact 8 bit',
    kind: 'at least',
    bound: 1.2,
    value: ratio('tokensPerSecond', ['cores', 'ours', 8], ['cores', 'llama', 8]),
  },
  {
    figure: 'tokens/s of one stream, against llama.cpp 8 bit',
    kind: 'at least',
    bound: 0.85,
    value: ratio('tokensPerSecond', alone('ours'), alone('llama')),
  },
  {
    figure: 'the same where the answer repeats the prompt',
    kind: 'at least',
    bound: 1,
    value: ratio('tokensPerSecond', ['repeat', 'ours'], ['repeat', 'llama']),
  },
  {
    figure: 'time to first token p50 at 8 clients, against llama.cpp 8 bit',
    kind: 'at most',
    bound: 0.3,
    value: ratio('firstToken50', at8('ours'), at8('llama')),
  },
  {
    figure: 'time between tokens p95 at 8 clients, against llama.cpp 8 bit',
    kind: 'at most',
    bound: 1.1,
    value: ratio('gap95', at8('ours'), at8('llama')),
  },
  {
    figure: 'tokens/s through HTTP and SSE, against the raw onnxruntime loop, one stream',
    kind: 'at least',
    bound: 0.95,
    value: ratio('tokensPerSecond', alone('ours'), alone('raw')),
  },
  {
    figure: 'first token with a shared prefix (448 of 512 tokens), against cold',
    kind: 'at most',
    bound: 0.2,
    value: single('share', ['prefix', 'ours']),
  },
  {
    figure: '`/health` p95 with 8 streams',
    kind: 'at most',
    bound: 5,
    unit: 'ms',
    value: single('health95', at8('ours')),
  },
  {
    figure: 'slot free after a hang-up',
    kind: 'at most',
    bound: 1,
    unit: 'steps',
    value: single('steps', ['hang-up', 'ours']),
  },
  {
    figure: 'texts that are identical alone and in company',
    kind: 'at least',
    bound: 1,
    value: (measured) => {
      const figures = measured.of('company', 'ours', 8);
      return figures === undefined ? undefined : figures.identical / figures.texts;
    },
  },
];

export function judge(measured: Measurements): JudgedGoal[] {
  return goals.map((goal) => {
    const reached = goal.value(measured);
    const isMet =
      reached === undefined ? undefined : goal.kind === 'at least' ? reached >= goal.bound : reached <= goal.bound;
    return { ...goal, reached, isMet };
  });
}
