const unit = require('../../jest.config.js');

/** Tests against a real Argo CD. `npm run test:gitops`; see test/gitops/README.md for what it needs. */
module.exports = {
  rootDir: unit.rootDir,
  roots: ['<rootDir>/test/gitops'],
  testMatch: ['<rootDir>/test/gitops/**/*.test.ts'],
  moduleFileExtensions: unit.moduleFileExtensions,
  transform: unit.transform,
  globalSetup: '<rootDir>/test/gitops/harness/global-setup.ts',
  globalTeardown: '<rootDir>/test/cluster/harness/global-teardown.ts',
  // one Argo CD for all test files, so one file at a time
  maxWorkers: 1,
  testTimeout: 120_000,
};
