const unit = require('../../../jest.config.js');

/** Tests of monitoring with everything running. `npm run test:monitoring:live`; see README.md for what it needs. */
module.exports = {
  rootDir: unit.rootDir,
  roots: ['<rootDir>/test/monitoring/live'],
  testMatch: ['**/*.test.ts'],
  moduleFileExtensions: unit.moduleFileExtensions,
  transform: unit.transform,
  globalSetup: '<rootDir>/test/monitoring/live/harness/global-setup.ts',
  // one of each program for all test files
  maxWorkers: 1,
  // prints while it runs: it takes minutes
  verbose: true,
  testTimeout: 180_000,
};
