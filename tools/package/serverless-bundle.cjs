'use strict';
// A plugin for osls, listed after serverless-plugin-typescript. That one compiles edge/*.ts into .build/ and stops at type
// errors; this one turns each compiled handler into a single file, adds what the handlers read at run time,
// writes the code of the CloudFront Functions into the template, and mends its retention.
// The bundle that draws gets a name by what is in it, so that a deployment can ask whether it is the one that runs.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { bundle } = require('./bundle.cjs');
const { copyPackages } = require('./unbundled-packages.cjs');

/** What the handlers read, relative to themselves. serverless.yml says which zip holds which. */
const RUN_TIME_FILES = ['edge/fallback.jpg', 'dist/design-versions.json', 'dist/pack'];

/** Scripts of worker threads, bundled as the handlers are. There with the functions of photos, which `photos` switches on. */
const PHOTO_WORKERS = ['cloud/heic-worker.js'];
const MODELS = 'cloud/photos/models';

/** Of the bundle that draws: its name is a hash over them. */
const DRAWING_FILES = [
  'edge/origin-response.js',
  ...RUN_TIME_FILES.filter((file) => file !== 'dist/pack'),
  'dist/pack/manifest.json',
];
const DRAWING_CHUNKS = 'edge/origin-response';
/** In the zip, and in the project for the deployment. */
const BUNDLE_NAME = 'dist/edge-bundle.json';

/** In the code of a guard, where the keys of this kind stand. */
const placeOf = (kind) => `{{${kind}-keys}}`;

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
      'before:package:finalize': () => {
        keepExceptOnCreate(service.provider.compiledCloudFormationTemplate.Resources);
        const { CardSiteGuard, PhotoSiteGuard, PicturePaths, PictureStatus } = service.resources.Resources;
        insertGuard(project, CardSiteGuard.Properties, 'page', service.custom.pageKeysReference);
        insertGuard(project, PhotoSiteGuard.Properties, 'signing', service.custom.signingKeysReference);
        insertPicturePaths(project, PicturePaths.Properties);
        insertPictureStatus(project, PictureStatus.Properties);
      },
    };
  }
}

/**
 * osls marks edge functions and all versions `Retain`, which CloudFormation keeps even when it undoes the deployment that created them:
 * the next one would meet a function of the same name, or a version of the same code, and fail.
 */
function keepExceptOnCreate(resources) {
  for (const resource of Object.values(resources))
    if (resource.DeletionPolicy === 'Retain')
      Object.assign(resource, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
}

async function fillBuildFolder(project, folder, functions) {
  const missing = RUN_TIME_FILES.filter((file) => !existsSync(join(project, file)));
  if (missing.length > 0) throw new Error(`There is no ${missing.join(', no ')}. What is in dist/ is made by "npm run package".`);
  for (const file of RUN_TIME_FILES) cpSync(join(project, file), join(folder, file), { recursive: true });
  // Without it Lambda takes .js for CommonJS.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  const handlers = Object.values(functions).map(({ handler }) => handler.replace(/\.\w+$/, '.js'));
  const inputs = new Set();
  for (const entry of [...handlers, ...(functions.photoWorker ? PHOTO_WORKERS : [])]) {
    const metafile = await bundle(folder, entry);
    execFileSync(process.execPath, ['--check', join(folder, entry)]);
    for (const path of importedBy(metafile)) inputs.add(path);
  }
  copyPackages(project, folder, [...inputs]);
  if (functions.photoWorker && existsSync(join(project, MODELS)))
    cpSync(join(project, MODELS), join(folder, MODELS), { recursive: true, filter: (path) => !path.endsWith('.ts') });
  const name = JSON.stringify({ bundle: bundleNameOf(folder) });
  for (const place of [folder, project]) writeFileSync(join(place, BUNDLE_NAME), `${name}\n`);
}

/** Paths of files that are in a bundle, and names of packages that it finds in node_modules. */
function importedBy({ inputs, outputs }) {
  const outside = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  return [...Object.keys(inputs), ...outside.map(({ path }) => path)];
}

/** 12 hexadecimal digits that change when a file of the bundle does, and not otherwise. */
function bundleNameOf(folder) {
  const chunks = existsSync(join(folder, DRAWING_CHUNKS)) ? readdirSync(join(folder, DRAWING_CHUNKS)).sort() : [];
  const hash = createHash('sha256');
  for (const file of [...DRAWING_FILES, ...chunks.map((chunk) => `${DRAWING_CHUNKS}/${chunk}`)])
    hash.update(`${file}\n`).update(
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest(),
    );
  return hash.digest('hex').slice(0, 12);
}

function insertGuard(project, properties, kind, reference) {
  properties.FunctionCode = guardCode(readFileSync(join(project, properties.FunctionCode), 'utf8'), reference, kind);
}

function insertPicturePaths(project, properties) {
  const text = readFileSync(join(project, properties.FunctionCode), 'utf8');
  properties.FunctionCode = picturePathsCode(text, JSON.parse(readFileSync(join(project, 'dist/design-versions.json'), 'utf8')));
}

function insertPictureStatus(project, properties) {
  properties.FunctionCode = readFileSync(join(project, properties.FunctionCode), 'utf8');
}

/** The function's text, in which the build has put the templates with these design versions. */
function picturePathsCode(text, designVersions) {
  const missing = Object.keys(designVersions).filter((name) => !text.includes(`"${name}":["${designVersions[name]}"`));
  if (missing.length > 0)
    throw new Error(
      `dist/picture-paths.js is of another build than dist/design-versions.json (${missing}): run "npm run package", which writes both.`,
    );
  return text;
}

/** The guard's text with a reference to a version of the secret in place of `{{page-keys}}`, or of another kind of keys. */
function guardCode(text, reference, kind = 'page') {
  const parts = text.split(placeOf(kind));
  if (parts.length !== 2) throw new Error(`The guard must hold ${placeOf(kind)} once; it does ${parts.length - 1} times.`);
  // Apart, so that the checks know it from the code.
  return { 'Fn::Join': ['', [parts[0], reference, parts[1]]] };
}

module.exports = Object.assign(ServerlessBundle, { bundleNameOf, guardCode, picturePathsCode });
