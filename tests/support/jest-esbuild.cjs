'use strict';
// Jest transformer: TypeScript and JSX to ES modules through esbuild, one file at a time.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');
const self = readFileSync(__filename);
const options = (path) => ({
  loader: path.endsWith('x') ? 'tsx' : 'ts',
  format: 'esm',
  target: 'es2023',
  jsx: 'automatic',
  sourcefile: path,
  sourcemap: 'inline',
  sourcesContent: false,
});
module.exports = {
  canInstrument: false,
  getCacheKey: (source, path, { instrument }) =>
    createHash('sha256')
      .update(self)
      .update(version)
      .update(path)
      .update(source)
      .update(String(instrument))
      .digest('hex')
      .slice(0, 32),
  process: (source, path) => ({ code: transformSync(source, options(path)).code }),
};
