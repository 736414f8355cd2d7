import { relative } from 'node:path';
import { formatFieldPath } from '../../validation/field-path';
import { formatValue } from '../../validation/finding';
import type { CheckFinding } from './check-finding';
import { type CheckOptions, checkObjects } from './check-objects';

/** What the plugin uses of the context that the cdk8s CLI gives. */
export interface ManifestsContext {
  /** Paths of the files that were written. */
  readonly manifests: readonly string[];
  readonly report: ManifestsReport;
  parseManifest(path: string): readonly unknown[];
}

/** The report that the cdk8s CLI prints. */
export interface ManifestsReport {
  addViolation(violation: {
    readonly ruleName: string;
    readonly recommendation: string;
    readonly fix: string;
    readonly violatingResources: readonly {
      readonly resourceName: string;
      readonly locations: readonly string[];
      readonly manifestPath: string;
    }[];
  }): void;
  submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
}

/**
 * The checks as a plugin of `cdk8s synth`, for apps that are no fleet. All files are taken for those of one cluster.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class SynthChecks {
  /** @param properties `off`: the checks to switch off, each with its reason. */
  constructor(private readonly properties: CheckOptions = {}) {}

  async validate(context: ManifestsContext): Promise<void> {
    const { manifests, report } = context;
    const objects = manifests.flatMap((file) => {
      const path = relative(process.cwd(), file);
      return context.parseManifest(file).map((manifest) => ({ path, manifest }));
    });
    const { findings, switchedOff } = checkObjects(objects, { off: this.properties.off });
    for (const finding of findings) report.addViolation(violationOf(finding));
    const off = switchedOff.map(({ check, reason }) => [`${check} is off`, reason]);
    report.submit(findings.length > 0 ? 'failure' : 'success', Object.fromEntries(off));
  }
}

function violationOf({ check, object, where, name, path, at, value, rule, fix }: CheckFinding) {
  const field = formatFieldPath(at ?? path);
  const subject = [object, value === undefined ? field : `${field} = ${formatValue(value)}`];
  return {
    ruleName: check,
    recommendation: rule,
    fix,
    violatingResources: [
      {
        resourceName: name,
        locations: [subject.filter((part) => part !== '').join(': ')],
        manifestPath: where,
      },
    ],
  };
}
