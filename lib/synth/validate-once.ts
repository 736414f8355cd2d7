import type { IConstruct, Node } from 'constructs';

/** Asks each construct once whether it is valid, where cdk8s asks it once for every chart. */
export class ValidateOnce {
  private readonly validated = new Set<Node>();

  /** @throws telling all that is wrong, in the words of cdk8s. */
  validate(constructs: readonly IConstruct[]): void {
    const errors: string[] = [];
    for (const { node } of constructs) {
      if (this.validated.has(node)) continue;
      this.validated.add(node);
      for (const error of node.validate()) errors.push(`[${node.path}] ${error}`);
    }
    if (errors.length > 0) {
      throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
    }
  }
}
