/** A file to write: where, relative to the output folder and with slashes, and what. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Files, and folders that exist even where they are empty; with paths relative to the output folder. */
export interface OutputFiles {
  readonly files: readonly OutputFile[];
  readonly folders: readonly string[];
}
