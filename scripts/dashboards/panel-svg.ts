import type { PanelJson } from './dashboard-json';
import { element, path, text, widthOf } from './svg';
import { COLORS, THEME } from './theme';

/** A place in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const UNITS: Readonly<Record<string, string>> = {
  ...{ s: 'seconds', percentunit: '%', reqps: 'req/s', ops: 'ops/s', short: 'count', bool_on_off: 'on/off' },
};

/** A panel: its frame, title and unit, and a sketch of its kind. */
export function panelSvg(panel: PanelJson, box: Box): string {
  const { x, y, w, h } = box;
  const inner = { x: x + 12, y: y + 34, w: w - 24, h: h - 44 };
  // a small panel has its unit below the number
  const unitWidth = panel.type === 'stat' ? 0 : widthOf(unitOf(panel), 10) + 14;
  const hasRunbook = (panel.links ?? []).some(({ title }) => title === 'Runbook');
  const room = w - 24 - unitWidth - (hasRunbook ? 18 : 0);
  return element(
    'g',
    {},
    element('rect', { x, y, width: w, height: h, rx: 4, fill: THEME.panel, stroke: THEME.border }),
    text(x + 12, y + 21, panel.title, room, { fill: THEME.title, 'font-weight': 600 }),
    hasRunbook ? runbookMark(x + w - unitWidth - (unitWidth > 0 ? 26 : 20), y + 11) : '',
    unitWidth > 0 ? unitChip(unitOf(panel), x + w - unitWidth - 8, y + 9, unitWidth) : '',
    sketch(panel, inner),
  );
}

function unitChip(unit: string, x: number, y: number, width: number): string {
  return (
    element('rect', { x, y, width, height: 16, rx: 8, fill: THEME.control }) +
    text(x + width / 2, y + 11.5, unit, width, { size: 10, fill: THEME.text, 'text-anchor': 'middle' })
  );
}

function unitOf({ fieldConfig }: PanelJson): string {
  const unit = fieldConfig?.defaults.unit ?? '';
  return UNITS[unit] ?? unit.replace(/^\w+: ?/, '');
}

/** A small page with lines. */
function runbookMark(x: number, y: number): string {
  const lines = [4, 6.5, 9].map((dy) => `M${x + 2.5} ${y + dy}h5`).join('');
  return element(
    'g',
    { stroke: THEME.faint, fill: 'none' },
    element('rect', { x, y, width: 10, height: 12, rx: 1.5 }),
    element('path', { d: lines, 'stroke-width': 0.8 }),
  );
}

function sketch(panel: PanelJson, box: Box): string {
  switch (panel.type) {
    case 'stat':
      return stat(panel, box);
    case 'timeseries':
      return timeSeries(panel, box);
    case 'table':
      return table(panel, box);
    default:
      return placeholder(box);
  }
}

function stat(panel: PanelJson, { x, y, w, h }: Box): string {
  const colors = panel.fieldConfig?.defaults.thresholds.steps ?? [];
  const width = Math.min(64, w * 0.6);
  const middle = x + w / 2;
  const dots = colors.length < 2 ? [] : colors;
  return [
    placeholder({ x: middle - width / 2, y: y + 4, w: width, h: 24 }),
    text(middle, y + 43, unitOf(panel), w, { size: 11, fill: THEME.text, 'text-anchor': 'middle' }),
    ...dots.map(({ color }, index) =>
      element('circle', {
        cx: middle + (index - (dots.length - 1) / 2) * 14,
        ...{ cy: y + h - 5, r: 4, fill: COLORS[color] ?? THEME.faint },
      }),
    ),
  ].join('');
}

function timeSeries(panel: PanelJson, { x, y, w, h }: Box): string {
  const legends = (panel.targets ?? []).map(({ legendFormat }) => legendFormat);
  const plot = { x, y, w, h: h - 22 };
  const { thresholds, custom } = panel.fieldConfig?.defaults ?? {};
  const limit = thresholds?.steps.at(-1)?.color;
  const isStacked = custom?.stacking?.mode === 'normal';
  // a query of several series is drawn as three
  const lines = legends.length === 1 && legends[0]?.includes('{{') ? 3 : legends.length;
  return [
    ...[0, 1, 2, 3].map((n) => {
      const d = `M${x} ${plot.y + (n * plot.h) / 3}h${w}`;
      return element('path', { d, stroke: THEME.grid });
    }),
    ...Array.from({ length: lines }, (_, n) => series(panel.title, n, lines, plot, isStacked)),
    thresholds !== undefined && thresholds.steps.length > 1 && limit !== undefined
      ? element('path', {
          d: `M${x} ${plot.y + plot.h * 0.12}h${w}`,
          ...{ stroke: COLORS[limit] ?? THEME.faint, 'stroke-dasharray': '6 5' },
        })
      : '',
    legend(legends, { x, y: y + h - 6, w, h: 0 }, leadsOn(panel)),
  ].join('');
}

/** A wave that means nothing, other for each title and line. */
function series(title: string, index: number, of: number, { x, y, w, h }: Box, isStacked: boolean): string {
  const seed = [...title].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7 + index * 131);
  const level = 0.28 + (0.5 * (of - index)) / (of + 1);
  const points = Array.from({ length: 33 }, (_, n) => {
    const wave = Math.sin(n / (3.4 + (seed % 4) * 0.7) + seed) * 0.05 + Math.sin(n / 1.6 + seed * 2) * 0.018;
    return [x + (n * w) / 32, y + h * (1 - level - wave)] as const;
  });
  const stroke = THEME.series[index % THEME.series.length];
  const area = `${path(points)}L${x + w} ${y + h}L${x} ${y + h}Z`;
  return [
    element('path', { d: area, fill: stroke, 'fill-opacity': isStacked ? 0.28 : 0.06 }),
    element('path', { d: path(points), fill: 'none', stroke, 'stroke-width': 1.4 }),
  ].join('');
}

function legend(legends: readonly string[], { x, y, w }: Box, leads: boolean): string {
  let left = x;
  return legends
    .map((format, index) => {
      const label = format.replace(/\{\{\s*(\w+)\s*\}\}/g, '<$1>') + (leads ? '  ↗' : '');
      const room = Math.max(0, x + w - left - 18);
      if (room < 30) return '';
      const drawn = [
        element('rect', { x: left, y: y - 5, width: 12, height: 3, fill: THEME.series[index % 4] }),
        text(left + 17, y, label, room, { size: 11, fill: THEME.text }),
      ].join('');
      left += 32 + widthOf(label, 11);
      return drawn;
    })
    .join('');
}

function table(panel: PanelJson, { x, y, w, h }: Box): string {
  const targets = panel.targets ?? [];
  const [, by = ''] = /by \(([^)]*)\)/.exec(targets[0]?.expr ?? '') ?? [];
  const columns = [...by.split(', '), ...targets.map(({ legendFormat }) => legendFormat)];
  const width = w / columns.length;
  const rows = Math.floor((h - 26) / 24);
  return [
    ...columns.map((column, index) =>
      text(x + index * width, y + 10, column, width - 10, { size: 11, fill: THEME.text, 'font-weight': 600 }),
    ),
    ...Array.from({ length: rows }, (_, row) => {
      const top = y + 20 + row * 24;
      const cells = columns.map((_name, column) => {
        const share = 0.35 + (((row + 2) * (column + 3) * 7) % 10) / 25;
        const cell = { x: x + column * width, y: top + 8, w: (width - 16) * share, h: 8 };
        return placeholder(cell, leadsOn(panel) ? THEME.link : THEME.placeholder);
      });
      return element('path', { d: `M${x} ${top}h${w}`, stroke: THEME.grid }) + cells.join('');
    }),
  ].join('');
}

/** Whether a click on a value leads to another dashboard. */
function leadsOn({ fieldConfig }: PanelJson): boolean {
  return (fieldConfig?.defaults.links ?? []).length > 0;
}

function placeholder({ x, y, w, h }: Box, fill: string = THEME.placeholder): string {
  return element('rect', { x, y, width: w, height: h, rx: Math.min(4, h / 2), fill });
}
