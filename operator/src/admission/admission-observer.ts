/** Is told of questions of the API server. */
export interface AdmissionObserver {
  /** One has come to a path. @returns what to call with the status code of the answer */
  started(path: string): (code: number) => void;
}
