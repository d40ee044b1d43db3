// What each script of package.json begins with, before anything is built or imported: can what is installed run here? If not, it says
// so in one sentence, with the remedy. `node cli/launch.cjs FILE …` then runs the file in this very process, `--check` only looks, for
// scripts that go on with a program of their own, and `--draws` before either also asks for what the browser needs.
// In words that Node 12 can read, so that it is this file that complains, and not the parser.
'use strict';

// biome-ignore-start lint/style/useNodejsImportProtocol: unknown to Node 12
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
// biome-ignore-end lint/style/useNodejsImportProtocol: unknown to Node 12

const ROOT = path.dirname(__dirname);
/** The first that runs TypeScript as it is and knows import.meta.main. */
const MIN_OWN_NODE = [24, 2];
/** The oldest with a supported npm, for the scripts bring their own Node. */
const MIN_NODE = 20;

/** Programs that their package has in another one for each kind of machine. */
const IN_PARTS = [
  ['esbuild', '@esbuild/', 'linux-x64'],
  ['@biomejs/biome', '@biomejs/cli-', 'linux-x64'],
  ['sharp', '@img/sharp-', 'linux-x64'],
];

function main(args) {
  const draws = args[0] === '--draws';
  const rest = draws ? args.slice(1) : args;
  const problem = findProblem(draws);
  if (problem !== undefined) return report(problem, rest);
  if (rest[0] === '--check') return undefined;
  const entry = path.resolve(ROOT, rest[0] || '');
  return examplesProblem(entry).then((lacking) => {
    if (lacking !== undefined) return report(lacking, rest, 'no_example_template');
    // As if Node had been given the file itself.
    process.argv.splice(1, process.argv.length, entry, ...rest.slice(1));
    return import(pathToFileURL(entry).href).catch((error) => reportUnloaded(error, entry, rest));
  });
}

/** A mistake in a source, mostly in a template that somebody is working on: nothing of the script has run yet. */
async function reportUnloaded(error, entry, args) {
  // Something has run, which reports its errors itself.
  if (process.listenerCount('uncaughtException') > 0) throw error;
  let problem;
  try {
    const { explainLoadError } = await import(pathToFileURL(path.join(__dirname, 'terminal/explain-load-error.ts')).href);
    problem = await explainLoadError(error, entry);
  } catch {
    // The mistake is in what explains mistakes.
  }
  if (problem === undefined) throw error;
  report(problem, args, 'not_loaded');
}

function report(problem, args, code = 'not_installed') {
  const json = args.indexOf('--json');
  const end = args.indexOf('--', 1);
  if (json > 0 && (end < 0 || json < end)) console.log(JSON.stringify({ error: { code, message: problem } }, undefined, 2));
  else console.error(problem);
  process.exitCode = 1;
}

/** A sentence with its remedy, or nothing. */
function findProblem(draws) {
  return nodeProblem() || folderProblem(ROOT) || installProblem() || (draws ? machineProblem() : undefined);
}

function nodeProblem() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MIN_OWN_NODE[0] || (major === MIN_OWN_NODE[0] && minor >= MIN_OWN_NODE[1])) return undefined;
  if (major < MIN_NODE)
    return `Edgecard needs Node ${MIN_NODE} or newer, and this is Node ${process.versions.node} (${process.execPath}): install a newer one, then run \`npm ci\`.`;
  if (!fs.existsSync(path.join(ROOT, 'node_modules'))) return undefined; // for installProblem to say
  if (find(`node-${process.platform}-${process.arch}`, ROOT))
    return `The scripts need Node ${MIN_OWN_NODE.join('.')} or newer, and this is Node ${process.versions.node}: the right one is in node_modules/.bin, where \`npm run\` finds it.`;
  return `The scripts need Node ${MIN_OWN_NODE.join('.')} or newer, and this is Node ${process.versions.node}: run \`npm ci\` without --omit=optional (also in .npmrc), and it brings the right one along.`;
}

/** A script about our example templates says so at its top. It would end at an import, in words that say nothing to a team. */
function examplesProblem(entry) {
  const head = fs.existsSync(entry) ? fs.readFileSync(entry, 'utf8').slice(0, 1000) : '';
  const [, names] = /^\/\/ @examples ([a-z0-9 ]+)$/m.exec(head) || [];
  if (names === undefined) return Promise.resolve(undefined);
  return import(pathToFileURL(path.join(ROOT, 'tools/check/left-out-files.ts')).href).then(({ shippedExamples }) => {
    const shipped = shippedExamples();
    const missing = names.split(' ').filter((name) => !shipped.has(name));
    return missing.length > 0
      ? `${path.relative(ROOT, entry)} is about example templates of Edgecard, and this catalogue does not have ${missing.join(', ')} as Edgecard ships ${missing.length > 1 ? 'them' : 'it'}: run it in a checkout of Edgecard itself.`
      : undefined;
  });
}

/** What the tools that build take for something else in a path. */
function folderProblem(folder) {
  const [odd] = /[#?]/.exec(folder) || [];
  if (odd)
    return `Vite, which builds the card pages, cannot read files in a folder with "${odd}" in its path: move or rename ${folder}.`;
  if (folder.split(path.sep).includes('node_modules'))
    return `Node runs no TypeScript in a folder called node_modules: move ${folder} to another place.`;
  return undefined;
}

function installProblem() {
  if (fs.existsSync(path.join(ROOT, '.pnp.cjs')))
    return 'Edgecard needs its packages in node_modules, and Yarn has put them elsewhere: set `nodeLinker: node-modules` in .yarnrc.yml, or run `npm ci`.';
  if (!fs.existsSync(path.join(ROOT, 'node_modules'))) return `Nothing is installed yet: run \`npm ci\` in ${ROOT}.`;
  const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const missing = (packages) => Object.keys(packages).filter((name) => !find(name, ROOT));
  const [own, dev] = [missing(dependencies), missing(devDependencies)];
  if (own.length === 0 && dev.length > 3)
    return 'The development packages are not installed, and every script needs some of them: run `npm ci` without --omit=dev, with NODE_ENV other than "production".';
  if (own.length + dev.length > 0) return `These packages are not installed: ${[...own, ...dev].join(', ')}. Run \`npm ci\`.`;
  return partsProblem();
}

/** node_modules that were installed without optional packages, or on another kind of machine. */
function partsProblem() {
  const machine = `${process.platform}-${process.arch}`;
  for (const [name, prefix, usual] of IN_PARTS) {
    const folder = find(name, ROOT);
    const here = machine === 'linux-x64' ? usual : machine;
    if (find(prefix + here, folder)) continue;
    const scope = find(prefix.slice(0, prefix.indexOf('/')), folder);
    const others = scope ? fs.readdirSync(scope).filter((each) => /^(?:cli-|sharp-)?(?:linux|darwin|win32)/.test(each)) : [];
    if (others.length > 0)
      return `The packages in node_modules are for another kind of machine (${others[0]}), and this is ${machine}: remove node_modules, then run \`npm ci\` here.`;
    return `Optional packages are not installed, and ${name} needs ${prefix + here}: run \`npm ci\` without --omit=optional, also in .npmrc.`;
  }
  return undefined;
}

function machineProblem() {
  const { platform, arch } = process;
  if (platform !== 'linux' || arch !== 'x64')
    return `Cards are drawn on Linux x64 only, and this is ${platform} ${arch}: use the dev container (.devcontainer/devcontainer.json) or a virtual machine.`;
  const isMusl = fs.existsSync('/lib/ld-musl-x86_64.so.1') && !fs.existsSync('/lib64/ld-linux-x86-64.so.2');
  return isMusl
    ? 'The browser needs glibc, which this Linux (Alpine, or another with musl) does not have: use one such as Debian.'
    : undefined;
}

/** The folder of a package, as Node finds it from another one. A package of pnpm is a link, and has its own around it. */
function find(name, from) {
  for (let folder = fs.realpathSync(from); ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', name);
    if (fs.existsSync(found)) return found;
    if (folder === path.dirname(folder)) return undefined;
  }
}

main(process.argv.slice(2));
