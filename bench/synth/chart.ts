import type { Measurement } from './run';

const WIDTH = 800;
const HEIGHT = 420;
const MARGIN = { left: 60, right: 270, top: 20, bottom: 50 };
const COLOURS = [
  '#326ce5',
  '#8fb3f5',
  '#d9480f',
  '#2b8a3e',
  '#868e96',
  '#9c36b5',
  '#0b7285',
  '#e8590c',
  '#5c940d',
  '#c2255c',
  '#1864ab',
];

/** CPU time over size, both logarithmic, a line for each contender. */
export function svgChart(results: readonly Measurement[]): string {
  const contenders = [...new Set(results.map(({ contender }) => contender))].filter(
    (name) => results.filter(({ contender }) => contender === name).length > 1,
  );
  const shown = results.filter(({ contender }) => contenders.includes(contender));
  const x = scale(
    shown.map(({ apps }) => apps),
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const y = scale(
    shown.map(({ cpu }) => Math.max(cpu, 0.01)),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  const lines = contenders.map((name, index) => line(name, index, shown, x, y));
  const sizes = [...new Set(shown.map(({ apps }) => apps))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    '<title>CPU time of a synthesis over the number of charts</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    ...sizes.map((size) => `<text x="${x(size)}" y="${HEIGHT - 28}" text-anchor="middle">${size}</text>`),
    ...[0.01, 0.1, 1, 10, 100].map((seconds) => grid(seconds, y)).filter((text) => text !== ''),
    `<text x="${(WIDTH - MARGIN.right + MARGIN.left) / 2}" y="${HEIGHT - 8}" text-anchor="middle">charts of 7 objects</text>`,
    `<text x="14" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 14 ${HEIGHT / 2})">CPU time, s</text>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

type Scale = (value: number) => number;

function scale(values: readonly number[], from: number, to: number): Scale {
  const [least, most] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  return (value) => Math.round(from + ((Math.log10(value) - least) / (most - least || 1)) * (to - from));
}

function grid(seconds: number, y: Scale): string {
  const at = y(seconds);
  if (at < MARGIN.top || at > HEIGHT - MARGIN.bottom) return '';
  return `<path d="M${MARGIN.left} ${at}H${WIDTH - MARGIN.right}" stroke="#dee2e6"/><text x="${MARGIN.left - 6}" y="${at + 4}" text-anchor="end">${seconds}</text>`;
}

function line(name: string, index: number, results: readonly Measurement[], x: Scale, y: Scale): string {
  const colour = COLOURS[index % COLOURS.length];
  const points = results
    .filter(({ contender }) => contender === name)
    .map(({ apps, cpu }) => [x(apps), y(Math.max(cpu, 0.01))] as const);
  const path = points.map(([left, top]) => `${left},${top}`).join(' ');
  const dots = points
    .map(([left, top]) => `<circle cx="${left}" cy="${top}" r="3" fill="${colour}"/>`)
    .join('');
  const label = `<rect x="${WIDTH - MARGIN.right + 16}" y="${MARGIN.top + index * 22}" width="10" height="10" fill="${colour}"/><text x="${WIDTH - MARGIN.right + 32}" y="${MARGIN.top + index * 22 + 9}">${name}</text>`;
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}${label}`;
}
