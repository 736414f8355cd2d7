const unit = require('../../jest.config.js');

/** Tests against a real API server. `npm run test:cluster`; see test/cluster/harness for what it needs. */
module.exports = {
  rootDir: unit.rootDir,
  roots: ['<rootDir>/test/cluster'],
  testMatch: ['<rootDir>/test/cluster/**/*.test.ts'],
  // a user's own cluster is no occasion to build another one
  testPathIgnorePatterns:
    process.env.USE_EXISTING_CLUSTER === 'true'
      ? ['/control-plane\\.test\\.ts$', '/faults/(api-server|crds)\\.test\\.ts$', '/runbooks\\.test\\.ts$']
      : [],
  moduleFileExtensions: unit.moduleFileExtensions,
  transform: unit.transform,
  globalSetup: '<rootDir>/test/cluster/harness/global-setup.ts',
  globalTeardown: '<rootDir>/test/cluster/harness/global-teardown.ts',
  maxWorkers: 1,
  testTimeout: 120_000,
};
