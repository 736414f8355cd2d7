import { formatSummary } from '../../apps/summary';
import type { Synthesis } from '../../lib/synth/synthesize-fleet';

const SYNTHESIS: Synthesis = {
  errors: [],
  warnings: ['fleet/apps/b.yaml:3:1: b in every environment: warning: spec.x\n  is odd.\n  Fix: change it.'],
  switchedOff: [],
  apps: ['a', 'bookkeeping'],
  environments: ['live', 'test'],
  synthesized: [
    { app: 'a', environment: 'live', host: 'a.example.com', objects: 8, warnings: 0 },
    { app: 'a', environment: 'test', objects: 1, warnings: 0 },
    { app: 'bookkeeping', environment: 'live', objects: 9, warnings: 1 },
  ],
  files: { written: ['x'], removed: ['y', 'z'], unchanged: [] },
};

it('shows apps and environments as a table, warnings, and what changed', () => {
  expect(formatSummary(SYNTHESIS, 0.42, false)).toBe(`             live                  test
a            8 objects             1 object
             a.example.com
bookkeeping  9 objects, 1 warning  –

fleet/apps/b.yaml:3:1: b in every environment: warning: spec.x
  is odd.
  Fix: change it.

1 file written, 2 removed, 0 unchanged in 0.4 s`);
});

it('shows every error and what they mean for dist/', () => {
  const failed = { ...SYNTHESIS, errors: ['a: one\n  is wrong.', 'b: two'], files: undefined };
  expect(formatSummary(failed, 0.1, false)).toBe(
    'a: one\n  is wrong.\nb: two\n\n2 errors; dist/ is as it was.',
  );
});

it('never passes control characters of a file on to the terminal', () => {
  const failed = { ...SYNTHESIS, errors: ['name\u001b[2J'], files: undefined };
  expect(formatSummary(failed, 0.1, true)).toContain('name\\x1b[2J');
});

it('names the checks that are off, and why', () => {
  const switchedOff = [{ check: 'plain-secret', reason: 'encrypted by SOPS' }];
  const line = 'check plain-secret is off: encrypted by SOPS';
  expect(formatSummary({ ...SYNTHESIS, switchedOff }, 0.42, false)).toContain(`\n${line}\n\n1 file written`);
  const failed = { ...SYNTHESIS, switchedOff, errors: ['x'], files: undefined };
  expect(formatSummary(failed, 0.42, false)).toContain(`${line}\n1 error;`);
});
