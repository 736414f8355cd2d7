/** What is wrong with a template: with its text, or with what it was given. */
export class TemplateError extends Error {
  constructor(
    /** The rule that is broken, as a clause. */
    readonly rule: string,
    /** Where in the text. */
    readonly offset: number,
    /** What to do. */
    readonly fix: string = 'correct the template',
    /** Whether a key is missing in what it was given, which some callers forgive. */
    readonly missesKey: boolean = false,
  ) {
    super(rule);
    this.name = 'TemplateError';
  }
}
