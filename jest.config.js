/** Unit, snapshot and property tests: everywhere, under two minutes. The other tiers have configs of their own. */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/test'],
  // by default jest leaves one core alone, which is half of a small machine
  maxWorkers: '100%',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...['programs', 'cluster', 'gitops', 'monitoring/amtool', 'monitoring/promtool', 'monitoring/live'].map(
      (tier) => `<rootDir>/test/${tier}/`,
    ),
  ],
  // sources first, so that a stale compiled file beside a .ts is never what gets tested
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
};
