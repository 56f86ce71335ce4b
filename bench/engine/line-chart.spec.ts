import { lineChart } from './line-chart.js';

describe('a chart', () => {
  const svg = lineChart({ title: 'Speed <fast>', xTitle: 'clients', yTitle: 'tokens/s' }, [
    {
      name: 'ours & theirs',
      values: new Map([
        [1, 30],
        [8, 96],
        [32, 120],
      ]),
    },
    {
      name: 'short',
      values: new Map([
        [1, 30],
        [8, 30],
      ]),
    },
  ]);

  it('draws each line through its points, places equally far apart and values from the bottom', () => {
    const paths = [...svg.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path);
    expect(paths).toEqual(['M64 240L384 99.2L704 48', 'M64 240L384 240']);
  });

  it('names axes, ticks and lines', () => {
    const texts = [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual([
      ...['Speed &lt;fast>', 'tokens/s', '0', '20', '40', '60', '80', '100', '120'],
      ...['1', '8', '32', 'clients', 'ours &amp; theirs', 'short'],
    ]);
  });
});
