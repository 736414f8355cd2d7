import type { Finding } from '../validation/finding';

/** A place in a file, both numbers from 1; columns count UTF-16 units, as editors and compilers do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A finding that knows its place in the file. */
export interface ManifestFinding extends Finding, Position {}

/** The text of a manifest file, without its byte order mark, and the way from offsets to lines. */
export class SourceText {
  public readonly text: string;
  /** Kubernetes' clients try a text that starts with `{` as JSON first, by JSON's rules for characters. */
  public readonly isJson: boolean;
  private readonly lineStarts: number[] = [0];

  constructor(text: string) {
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.isJson = parsesAsJson(this.text);
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) {
      this.lineStarts.push(at + 1);
    }
  }

  public position(offset: number): Position {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 };
  }

  public finding(offset: number, finding: Finding): ManifestFinding {
    return { ...finding, ...this.position(offset) };
  }
}

function parsesAsJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
