/** Attributes of an SVG element; numbers are rounded, so that the bytes are the same on every machine. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One SVG element. */
export function element(name: string, attributes: Attributes, ...content: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escaped(String(value))}"`)
    .join('');
  return content.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${content.join('')}</${name}>`;
}

/** A text that ends before it is wider than `width`. */
export function text(
  x: number,
  y: number,
  content: string,
  width: number,
  { size = 12, ...attributes }: Attributes & { readonly size?: number } = {},
): string {
  return element('text', { x, y, 'font-size': size, ...attributes }, escaped(fitting(content, width, size)));
}

/** How wide a text is about. */
export function widthOf(content: string, size: number): number {
  return content.length * size * 0.57;
}

/** A line through points. */
export function path(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

function fitting(content: string, width: number, size: number): string {
  if (widthOf(content, size) <= width) return content;
  return `${content.slice(0, Math.max(1, Math.floor(width / size / 0.57) - 1))}…`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
