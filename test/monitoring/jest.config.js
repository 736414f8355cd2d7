const unit = require('../../jest.config.js');

/**
 * Tests of rules by Prometheus' own promtool, and of routes by the Alertmanager's own amtool. `npm run test:monitoring`;
 * needs both, or Go to build them once.
 */
module.exports = {
  rootDir: unit.rootDir,
  roots: ['<rootDir>/test/monitoring/promtool', '<rootDir>/test/monitoring/amtool'],
  testMatch: ['**/*.test.ts'],
  // half an hour: mutants.jest.config.js
  testPathIgnorePatterns: ['/objective-mutants\\.test\\.ts$'],
  moduleFileExtensions: unit.moduleFileExtensions,
  transform: unit.transform,
  globalSetup: '<rootDir>/test/monitoring/harness/global-setup.ts',
  testTimeout: 60_000,
};
