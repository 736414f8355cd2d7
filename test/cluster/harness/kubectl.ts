import { execFileSync } from 'node:child_process';
import { type ProgramResult, runProgram } from './run-program';

/** kubectl against one cluster. */
export class Kubectl {
  /**
   * @param binary the program
   * @param kubeconfig the file; without it kubectl looks where it always looks
   */
  constructor(
    readonly binary: string,
    readonly kubeconfig?: string,
  ) {}

  /** Runs kubectl with a text on its standard input; a refusal is a result, not an exception. */
  run(args: readonly string[], input = ''): Promise<ProgramResult> {
    return runProgram(this.binary, args, this.environment, input);
  }

  /** The output of a run that must succeed. */
  async output(...args: string[]): Promise<string> {
    const result = await this.run(args);
    if (result.code !== 0)
      throw new Error(`kubectl ${args.join(' ')}: exit code ${result.code}\n${result.stderr}`);
    return result.stdout;
  }

  /** `output` for the few places that cannot wait. */
  outputSync(...args: string[]): string {
    return execFileSync(this.binary, args, { env: this.environment, encoding: 'utf8' });
  }

  private get environment(): NodeJS.ProcessEnv {
    return this.kubeconfig ? { ...process.env, KUBECONFIG: this.kubeconfig } : process.env;
  }
}
