/** Colours of the pictures: those of Grafana's dark theme, and greys for what would be data. */
export const THEME = {
  page: '#111217',
  panel: '#181b1f',
  border: '#2b2f37',
  control: '#1f2229',
  title: '#d8d9e3',
  text: '#a5a8b5',
  faint: '#6e7280',
  grid: '#23262d',
  placeholder: '#2c313a',
  link: '#2f4468',
  series: ['#7f93b5', '#5d6c87', '#a3b1c9', '#475267'],
} as const;

/** What the colours of thresholds look like. */
export const COLORS: Readonly<Record<string, string>> = {
  green: '#56a064',
  yellow: '#c9a227',
  orange: '#cf7f3a',
  red: '#c4515c',
  blue: '#5179b8',
  text: '#a5a8b5',
};
