'use strict';
// Packages that a bundle cannot hold: what is compiled to machine code, what is read as a file, and libheif, whose licence (LGPL) wants it
// to be a file that can be replaced. Each is copied into the zip as node_modules has it, so that the same code finds it here and there.
const { cpSync, existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The functions run on Linux, x86_64, with the C library of Amazon Linux, wherever they are packaged. */
const SHARP = ['sharp', '@img/colour', 'detect-libc', '@img/sharp-linux-x64', '@img/sharp-libvips-linux-x64'];

/** By what a bundle imports: the files that its function reads. A folder is taken whole, but for what only people and compilers read. */
const FILES = {
  sharp: SHARP.map((name) => `node_modules/${name}`),
  '@tensorflow/tfjs-backend-wasm': [
    'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    'node_modules/@tensorflow/tfjs-backend-wasm/package.json',
  ],
  'cloud/heic-worker': ['libheif-wasm/libheif.js', 'libheif-wasm/libheif.wasm', 'libheif-wasm/LICENSE', 'package.json'].map(
    (file) => `node_modules/libheif-js/${file}`,
  ),
};

/** What esbuild leaves as an import. */
const UNBUNDLED = ['sharp'];

const UNREAD = /\/(README\.md|src|install|include|bin|\.bin|[^/]+\.(d\.[cm]?ts|h|bnf))$/;

/** Into the folder that becomes the zips: what these imports need. */
function copyPackages(project, folder, imports) {
  const wanted = Object.entries(FILES).filter(([name]) => imports.some((path) => isOf(name, path)));
  for (const [name, files] of wanted) {
    const missing = files.filter((file) => !existsSync(join(project, file)));
    if (missing.length > 0) throw new Error(missingSentence(project, name, missing));
    for (const file of files)
      cpSync(join(project, file), join(folder, file), { recursive: true, filter: (path) => !UNREAD.test(path) });
  }
}

function isOf(name, path) {
  return path === name || path.includes(`node_modules/${name}/`) || path.startsWith(`${name}.`);
}

/** npm installs of a package in machine code what the computer runs, not what Lambda runs. */
function missingSentence(project, name, missing) {
  if (name !== 'sharp') return `There is no ${missing.join(', no ')}: run "npm ci".`;
  const { optionalDependencies: versions = {} } = JSON.parse(
    readFileSync(join(project, 'node_modules/sharp/package.json'), 'utf8'),
  );
  const wanted = SHARP.filter((one) => one in versions).map((one) => `${one}@${versions[one]}`);
  return `The functions of photos run on Linux (x64), for which sharp is not installed on this computer: run "npm install --no-save --force ${wanted.join(' ')}", and package again.`;
}

/** Folders of the packages that are copied, for the bill of materials. */
const UNBUNDLED_FOLDERS = [...SHARP.map((name) => `node_modules/${name}`), 'node_modules/libheif-js'];

module.exports = { copyPackages, UNBUNDLED, UNBUNDLED_FOLDERS };
