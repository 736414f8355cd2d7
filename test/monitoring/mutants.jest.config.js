const tier = require('./jest.config.js');

/** Wrong rules of objectives, each judged by promtool over weeks of traffic. `npm run test:monitoring:mutants`. */
module.exports = {
  ...tier,
  testMatch: ['**/objective-mutants.test.ts'],
  testPathIgnorePatterns: [],
};
