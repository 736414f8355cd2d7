/** `node -r ./test/cluster/harness/run-typescript.js file.ts`: the transform of the tests, for plain Node. */
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
const [, options] = require('../../../jest.config.js').transform['^.+\\.ts$'];

require.extensions['.ts'] = (module, file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    ...options,
    filename: file,
    sourceMaps: 'inline',
    swcrc: false,
  });
  module._compile(code, file);
};
