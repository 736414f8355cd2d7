import { type FieldPath, valueAt } from '../validation/field-path';
import type { Finding } from '../validation/finding';

/** A place in a file; lines and columns from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One YAML document of the fleet, and where it came from. */
export interface FleetDocument {
  /** The file as people know it, such as `fleet/apps/fitness.yaml`. */
  readonly file: string;
  readonly value: unknown;
  /** Where the field at `path` stands, or its nearest existing ancestor. */
  locate(path: FieldPath): Position;
}

/** The app that a finding is about, in the environment where it was found. */
export interface Deployment {
  readonly app: string;
  readonly environment: string;
}

/** A finding and where to go with it. */
export interface FleetFinding extends Finding {
  readonly file: string;
  /** Undefined where the finding is about the file as a whole. */
  readonly position?: Position;
  /** Undefined for a finding about a file rather than what an app becomes in an environment. */
  readonly deployment?: Deployment;
}

/** A field of a document. */
export interface Source {
  readonly document: FleetDocument;
  readonly path: FieldPath;
}

/** The finding, placed at its own field of the document. */
export function findingIn(document: FleetDocument, finding: Finding): FleetFinding {
  return placedAt({ document, path: finding.at ?? finding.path }, finding);
}

/** The finding, placed at a field that another one came from. */
export function placedAt({ document, path }: Source, finding: Finding): FleetFinding {
  return { ...finding, file: document.file, position: document.locate(path) };
}

/** A field's place as it is named inside a sentence: `fleet/apps/fitness.yaml:6:9`. */
export function formatSource({ document, path }: Source): string {
  const { line, column } = document.locate(path);
  return `${document.file}:${line}:${column}`;
}

/** The text at `path`, where there is one. */
export function textAt(document: FleetDocument, path: FieldPath): string | undefined {
  const value = valueAt(document.value, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
