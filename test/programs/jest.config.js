const unit = require('../../jest.config.js');

/** Tests of what is built, each in processes of its own: the fleet app, the cdk8s CLI, the package as users install it. */
module.exports = {
  rootDir: unit.rootDir,
  roots: ['<rootDir>/test/programs'],
  maxWorkers: unit.maxWorkers,
  testMatch: unit.testMatch,
  moduleFileExtensions: unit.moduleFileExtensions,
  transform: unit.transform,
};
