import { judge } from './goals.js';
import { Measurements } from './measurements.js';

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});

function judged(figure: RegExp, measured: Measurements) {
  return judge(measured).find((goal) => figure.test(goal.figure));
}

describe('goals', () => {
  it('compares the medians of two servers', () => {
    const measured = new Measurements();
    const add = (server: string, tokensPerSecond: number) =>
      measured.add({ scenario: 'load', server, clients: 8, figures: { tokensPerSecond } });
    for (const speed of [100, 500, 120]) add('ours', speed);
    for (const speed of [90, 100, 110]) add('llama', speed);
    add('transformers', 41);
    expect(judged(/exact 8 bit$/, measured)).toMatchObject({ reached: 1.2, isMet: true });
    expect(judged(/against plain/, measured)).toMatchObject({ reached: 120 / 41, isMet: false });
    expect(judged(/dynamic/, measured)).toMatchObject({ reached: undefined, isMet: undefined });
  });

  it('judges what has an upper bound', () => {
    const measured = new Measurements();
    measured.add({ scenario: 'hang-up', server: 'ours', clients: 1, figures: { steps: 0.6 } });
    measured.add({ scenario: 'prefix', server: 'ours', clients: 1, figures: { share: 0.21 } });
    measured.add({ scenario: 'company', server: 'ours', clients: 8, figures: { identical: 7, texts: 8 } });
    expect(judged(/hang-up/, measured)).toMatchObject({ reached: 0.6, isMet: true });
    expect(judged(/prefix/, measured)).toMatchObject({ reached: 0.21, isMet: false });
    expect(judged(/company/, measured)).toMatchObject({ reached: 7 / 8, isMet: false });
  });
});
