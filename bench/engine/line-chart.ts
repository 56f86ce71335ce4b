/** A line of a chart: a value at some of the places along the x axis. */
export interface ChartLine {
  name: string;
  /** Where it is left out at a place, nothing was measured there. */
  values: ReadonlyMap<number, number>;
}

export interface ChartOptions {
  title: string;
  /** What the x axis counts. */
  xTitle: string;
  yTitle: string;
}

const [width, height] = [720, 400];
const [left, right, top, bottom] = [64, 16, 48, 96];
const [innerWidth, innerHeight] = [width - left - right, height - top - bottom];
/** Legible on white and on black, and for most of those who see few colours. */
const colours = ['#2f7ed8', '#00a087', '#d9822b', '#b0479b', '#8a8f98'];

/** A chart as SVG; its text takes the colour of the page's, light or dark. Places on the x axis are equally far apart. */
export function lineChart({ title, xTitle, yTitle }: ChartOptions, lines: readonly ChartLine[]): string {
  const places = [...new Set(lines.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  const step = tickStep(Math.max(...lines.flatMap(({ values }) => [...values.values()])));
  const ticks = Math.ceil(Math.max(...lines.flatMap(({ values }) => [...values.values()])) / step);
  const x = (place: number): number =>
    left + (places.length < 2 ? innerWidth / 2 : (places.indexOf(place) * innerWidth) / (places.length - 1));
  const y = (value: number): number => top + innerHeight * (1 - value / (ticks * step));
  const grid = Array.from({ length: ticks + 1 }, (_, tick) => tick * step).flatMap((value) => [
    `<line class="grid" x1="${left}" x2="${width - right}" y1="${round(y(value))}" y2="${round(y(value))}"/>`,
    text(left - 8, y(value) + 4, String(value), 'end'),
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${style}</style>`,
    text(left, 22, title, 'start', 'title'),
    text(left, 40, yTitle, 'start'),
    ...grid,
    ...places.map((place) => text(x(place), top + innerHeight + 20, String(place), 'middle')),
    text(left + innerWidth / 2, top + innerHeight + 40, xTitle, 'middle'),
    ...lines.flatMap((line, index) => drawnLine(line, colours[index % colours.length], places, x, y)),
    ...lines.flatMap(({ name }, index) => legend(name, index)),
    '</svg>',
    '',
  ].join('\n');
}

const style = [
  'text { font: 13px system-ui, sans-serif; fill: #333 }',
  '.title { font-size: 15px; font-weight: 600 }',
  '.grid { stroke: #8884; stroke-width: 1 }',
  'path { fill: none; stroke-width: 2.5; stroke-linejoin: round }',
  '@media (prefers-color-scheme: dark) { text { fill: #ddd } }',
].join(' ');

function drawnLine(
  { values }: ChartLine,
  colour: string,
  places: readonly number[],
  x: (place: number) => number,
  y: (value: number) => number,
): string[] {
  const points = places
    .filter((place) => values.has(place))
    .map((place) => [round(x(place)), round(y(values.get(place)!))] as const);
  return [
    `<path stroke="${colour}" d="M${points.map((point) => point.join(' ')).join('L')}"/>`,
    ...points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="4" fill="${colour}"/>`),
  ];
}

function legend(name: string, index: number): string[] {
  const [column, row] = [index % 3, Math.floor(index / 3)];
  const [x, y] = [left + (column * innerWidth) / 3, height - 30 + row * 20];
  const colour = colours[index % colours.length];
  return [`<circle cx="${round(x)}" cy="${y - 4}" r="5" fill="${colour}"/>`, text(x + 11, y, name, 'start')];
}

/** 1, 2 or 5 times a power of ten, so that four to ten of them reach the highest value. */
function tickStep(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest / 4));
  return power * (highest / power > 20 ? 5 : highest / power > 8 ? 2 : 1);
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end', className = ''): string {
  const named = className === '' ? '' : ` class="${className}"`;
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${named}>${escaped(content)}</text>`;
}

function round(value: number): number {
  return Number(value.toFixed(1));
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
