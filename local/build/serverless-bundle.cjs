'use strict';
// A plugin for osls, listed after serverless-plugin-typescript. That one compiles edge/*.ts into .build/ and stops at type
// errors; this one turns each compiled handler into a single file, puts beside it what the handlers read at run time, and
// writes the guard's code into the template.
const { execFileSync } = require('node:child_process');
const { cpSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** What the handlers read, relative to themselves. serverless.yml says which zip holds which. */
const RUN_TIME_FILES = ['edge/fallback.jpg', 'dist/design-versions.json', 'dist/pack'];

const PAGE_KEYS = '{{page-keys}}';

class ServerlessBundle {
  constructor(serverless) {
    const project = serverless.serviceDir; // the compiler sets it to .build for a while
    const { service, pluginManager } = serverless;
    const compiler = pluginManager.plugins.find((plugin) => plugin.constructor.name === 'TypeScriptPlugin');
    if (!compiler) throw new Error('serverless-bundle must be listed after serverless-plugin-typescript.');
    // It would copy all of node_modules into .build, half a gigabyte, of which the bundles need nothing.
    compiler.copyDependencies = async () => {};
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => fillBuildFolder(project, join(project, '.build'), service.functions),
      'before:package:finalize': () => insertGuard(project, service.resources.Resources.CardSiteGuard.Properties),
    };
  }
}

async function fillBuildFolder(project, folder, functions) {
  const missing = RUN_TIME_FILES.filter((file) => !existsSync(join(project, file)));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(', no ')}. What is in dist/ is made by "npm run package".`);
  for (const file of RUN_TIME_FILES) cpSync(join(project, file), join(folder, file), { recursive: true });
  // Without it Lambda takes .js for CommonJS.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  const entries = Object.values(functions).map(({ handler }) => handler.replace(/\.\w+$/, '.js'));
  await bundle(folder, entries);
  for (const entry of entries) execFileSync(process.execPath, ['--check', join(folder, entry)]);
}

function bundle(folder, entries) {
  return require('esbuild').build({
    absWorkingDir: folder,
    entryPoints: entries,
    outdir: '.',
    outbase: '.',
    allowOverwrite: true,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // The ES module of a package, where it has one, is the smaller half.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
    // Some dependencies are CommonJS and call require for Node's own modules.
    // A long name, because the minifier knows nothing of it and hands out the short ones.
    banner: { js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);" },
  });
}

function insertGuard(project, properties) {
  properties.FunctionCode = guardCode(readFileSync(join(project, properties.FunctionCode), 'utf8'), 'PageKeys');
}

/** The guard's text with a reference to the secret, by logical id, in place of `{{page-keys}}`. */
function guardCode(text, secret) {
  const parts = text.split(PAGE_KEYS);
  if (parts.length !== 2) throw new Error(`The guard must hold ${PAGE_KEYS} once; it does ${parts.length - 1} times.`);
  // Not Fn::Sub over the whole: it would take the code's own ${…} for its own.
  const keys = { 'Fn::Sub': `{{resolve:secretsmanager:\${${secret}}:SecretString}}` };
  return { 'Fn::Join': ['', [parts[0], keys, parts[1]]] };
}

module.exports = Object.assign(ServerlessBundle, { guardCode });
