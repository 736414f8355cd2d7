import { type ProgramResult, runProgram } from '../../cluster/harness/run-program';

/** The command line of Argo CD. It needs no server: it reads files, or the cluster of the kubeconfig. */
export class ArgoCdCli {
  constructor(
    readonly binary: string,
    private readonly kubeconfig: string,
    private readonly home: string,
  ) {}

  /** `argocd admin …`; a failure is a result, not an exception. */
  admin(args: readonly string[], input = ''): Promise<ProgramResult> {
    return this.run(['admin', ...args], input);
  }

  /** Any command of argocd. */
  run(args: readonly string[], input = ''): Promise<ProgramResult> {
    const environment = {
      PATH: process.env.PATH,
      HOME: this.home, // it writes ~/.config/argocd
      ARGOCD_BINARY_NAME: 'argocd',
      KUBECONFIG: this.kubeconfig,
    };
    return runProgram(this.binary, args, environment, input);
  }
}
