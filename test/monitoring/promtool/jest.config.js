const unit = require('../../../jest.config.js');

/** Tests of rules by Prometheus' own promtool. `npm run test:monitoring`; needs promtool, or Go to build it once. */
module.exports = {
  rootDir: unit.rootDir,
  roots: ['<rootDir>/test/monitoring/promtool'],
  testMatch: ['**/*.test.ts'],
  moduleFileExtensions: unit.moduleFileExtensions,
  transform: unit.transform,
  globalSetup: '<rootDir>/test/monitoring/promtool/harness/global-setup.ts',
  testTimeout: 60_000,
};
