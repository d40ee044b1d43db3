// `npm run package:main-site`: the package that main sites install, of the templates as they are here and now.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { projectPath } from '../../project-path.ts';
import { describeBuild } from './describe-build.ts';
import { makePackage } from './make-package.ts';

const USAGE = `Usage: npm run package:main-site [-- --name NAME] [-- --version VERSION]

  --name NAME        name of the package, such as @acme/cards; if left out, that of card-schema/package.json
  --version VERSION  such as 1.2.3; if left out, major and minor version of package.json and the commit's time in UTC

Writes dist/main-site/package and the tarball that npm packs of it. Publish the tarball with: npm publish FILE`;

/** A name that npm takes: lower case, perhaps in a scope. */
const NAME = /^(?:@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/;
/** As npm and semver.org have it: no number begins with a zero. */
const NUMBER = '(?:0|[1-9]\\d*)';
const LABEL = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${LABEL}(?:\\.${LABEL})*)?$`);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else await run(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run({
  name,
  version,
}: {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}): Promise<void> {
  const manifest = async (path: string) =>
    JSON.parse(await readFile(projectPath(path), 'utf8')) as { name: string; version: string };
  const schema = projectPath('card-schema');
  const builtFrom = await describeBuild((await manifest('package.json')).version, version);
  const { tarball, bytes } = await makePackage({
    schema,
    out: projectPath('dist/main-site'),
    name: name ?? (await manifest('card-schema/package.json')).name,
    builtFrom,
    license: projectPath('LICENSE'),
  });
  console.log(`${relative(projectPath(), tarball)}: ${bytes.toLocaleString('en-US')} bytes, built from ${builtFrom.commit}.`);
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: { name: { type: 'string' }, version: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return 'help';
  const { name, version } = values;
  if (name !== undefined && !NAME.test(name))
    throw new Error(`--name must be a package's name such as @acme/cards; got ${JSON.stringify(name)}.`);
  if (version !== undefined && !VERSION.test(version))
    throw new Error(`--version must be a version such as 1.2.3; got ${JSON.stringify(version)}.`);
  return { name, version };
}
