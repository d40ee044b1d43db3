'use strict';
// Turns a compiled handler into files that load fast: one, and one for each part that is loaded on demand.
const { mkdirSync, writeFileSync } = require('node:fs');
const { isBuiltin } = require('node:module');
const { dirname } = require('node:path');
const { UNBUNDLED } = require('./unbundled-packages.cjs');

/**
 * An ES import of one of Node's own modules reads everything that it exports, also what Node loads when it is first read:
 * fs.ReadStream, crypto.webcrypto, and http.WebSocket with 25 ms of code that nobody here calls. By name only what is
 * used is read. No option of esbuild does this, and a module of its own for each would be a file more to load.
 */
const IMPORT = /import(?: ?([\w$]+),?)?(?:\*as ([\w$]+)|\{([^{}]*)\})? ?from"([\w:/]+)";/g;
const IMPORT_ON_DEMAND = /\bimport\("([\w:/]+)"\)/g;

/** Of minified code. What was imported is there before the code's first line, as it is with an import. */
function withBuiltInsByName(code) {
  const reads = [];
  const rest = code
    .replace(IMPORT, (statement, defaultName, namespace, names, path) => {
      if (!isBuiltin(path)) return statement;
      if (defaultName) reads.push(`const ${defaultName}=${read(path)};`);
      if (namespace) reads.push(`const ${namespace}=${namespaceOf(path)};`);
      if (names) reads.push(`const{${names.replaceAll(' as ', ':')}}=${hasDefault(names) ? namespaceOf(path) : read(path)};`);
      return '';
    })
    .replace(IMPORT_ON_DEMAND, (call, path) => (isBuiltin(path) ? `Promise.resolve(${namespaceOf(path)})` : call));
  return reads.join('') + rest;
}

function read(path) {
  return `process.getBuiltinModule("${path}")`;
}

/** A module's names, and itself as its default. */
function namespaceOf(path) {
  return `{__proto__:${read(path)},default:${read(path)}}`;
}

function hasDefault(names) {
  return /\bdefault as\b/.test(names);
}

/** Some dependencies are CommonJS and call require for Node's own modules. */
const REQUIRE = "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);";
/** TensorFlow.js reads these when it starts its WebAssembly, also where it is given the place of the file. */
const FOLDER = 'const __filename=import.meta.filename,__dirname=import.meta.dirname;';
const PHOTO_ENTRY = /^cloud\/photo-/;

/** `entry` is a path in the folder, and is replaced. Returns esbuild's account of what went in and came out. */
async function bundle(folder, entry) {
  const { metafile, outputFiles } = await require('esbuild').build({
    absWorkingDir: folder,
    entryPoints: [entry],
    outdir: '.',
    outbase: '.',
    write: false,
    bundle: true,
    // What is imported later is compiled later. The folder has the name of the function, serverless.yml packs it whole.
    splitting: true,
    metafile: true,
    external: UNBUNDLED,
    chunkNames: `${entry.replace(/\.js$/, '')}/[name]-[hash]`,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // The ES module of a package, where it has one, is the smaller half.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
    banner: { js: `${REQUIRE}${PHOTO_ENTRY.test(entry) ? FOLDER : ''}` },
  });
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, withBuiltInsByName(text));
  }
  return metafile;
}

module.exports = { bundle };
