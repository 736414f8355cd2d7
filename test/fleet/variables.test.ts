import { mergeVariables, variableFindings } from '../../lib/fleet/variables';

const literal = (name: string, value: string) => ({ name, value });
const secret = { name: 'KEY', valueFrom: { secretKeyRef: { name: 'app', key: 'key' } } };

describe('mergeVariables', () => {
  it('puts those of the environment first, by name, so that $(NAME) finds them', () => {
    const { env } = mergeVariables({ B: '2', A: '1' }, [literal('C', '$(A)')], {});
    expect(env).toEqual([literal('A', '1'), literal('B', '2'), literal('C', '$(A)')]);
  });

  it("lets the app win over the environment, and the environment's entry over the app", () => {
    const { env } = mergeVariables({ A: 'environment', B: 'environment' }, [literal('B', 'app'), secret], {
      KEY: 'entry',
    });
    expect(env).toEqual([literal('A', 'environment'), literal('B', 'app'), literal('KEY', 'entry')]);
  });

  it('removes by null wherever the variable came from', () => {
    const { env } = mergeVariables({ A: '1' }, [secret, literal('C', '3')], { A: null, KEY: null, X: null });
    expect(env).toEqual([literal('C', '3')]);
  });

  it('takes valueFrom like a value', () => {
    const valueFrom = { fieldRef: { fieldPath: 'status.hostIP' } };
    expect(mergeVariables({ HOST: { valueFrom } }, [], {}).env).toEqual([{ name: 'HOST', valueFrom }]);
  });

  it('knows where each entry came from', () => {
    const { origins } = mergeVariables({ A: '1' }, [literal('B', '2'), literal('C', '3')], {
      C: '4',
      D: '5',
    });
    expect(origins).toEqual([
      { from: 'environment', name: 'A' },
      { from: 'spec', index: 0 },
      { from: 'entry', name: 'C' },
      { from: 'entry', name: 'D' },
    ]);
  });
});

describe('variableFindings', () => {
  it('says how to write a number and a boolean', () => {
    const findings = variableFindings({ MAX: 1000, TRACE: true, OK: 'yes' }, ['spec', 'variables'], false);
    expect(findings.map(({ path, fix }) => [path.at(-1), fix])).toEqual([
      ['MAX', 'write the value in quotes: "1000"'],
      ['TRACE', 'write the value in quotes: "true"'],
    ]);
  });

  it('takes null only where there is something to remove', () => {
    expect(variableFindings({ A: null }, [], true)).toEqual([]);
    expect(variableFindings({ A: null }, [], false)).toHaveLength(1);
  });
});
