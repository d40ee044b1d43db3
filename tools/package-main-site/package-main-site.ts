// `npm run package:main-site`: the package that main sites install, of the templates as they are here and now.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { withLock } from '../../card-site/bundle/process-lock.ts';
import { runScript } from '../../cli/terminal/script.ts';
import { projectPath } from '../../project-path.ts';
import { describeBuild } from './describe-build.ts';
import { makePackage } from './make-package.ts';

/** A name that npm takes: lower case, perhaps in a scope. */
const NAME = /^(?:@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/;
/** As npm and semver.org have it: no number begins with a zero. */
const NUMBER = '(?:0|[1-9]\\d*)';
const LABEL = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${LABEL}(?:\\.${LABEL})*)?$`);

await runScript({
  call: 'npm run package:main-site --',
  description: 'makes the package that main sites install, of the templates as they are here and now',
  options: {
    name: {
      type: 'string',
      value: 'NAME',
      description: 'of the package, such as @acme/cards; if left out, that of card-schema/package.json',
      parse: (text) => (NAME.test(text) ? text : undefined),
      allowed: "a package's name such as @acme/cards",
    },
    version: {
      type: 'string',
      value: 'VERSION',
      description: 'such as 1.2.3; if left out, major and minor version of package.json and the commit’s time in UTC',
      parse: (text) => (VERSION.test(text) ? text : undefined),
      allowed: 'a version such as 1.2.3',
    },
  },
  notes: 'Writes dist/main-site/package and the tarball that npm packs of it. Publish the tarball with: npm publish FILE',
  run: async ({ options }, print) => {
    print.out(await makeTarball(options));
  },
});

/** What it made, for people. */
async function makeTarball({
  name,
  version,
}: {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}): Promise<string> {
  const manifest = async (path: string) =>
    JSON.parse(await readFile(projectPath(path), 'utf8')) as { name: string; version: string };
  const schema = projectPath('card-schema');
  const builtFrom = await describeBuild((await manifest('package.json')).version, version);
  const packageName = name ?? (await manifest('card-schema/package.json')).name;
  const make = () =>
    makePackage({
      schema,
      out: projectPath('dist/main-site'),
      name: packageName,
      builtFrom,
      license: projectPath('LICENSE'),
    });
  const lock = { file: projectPath('dist/main-site.lock'), work: 'npm run package:main-site' };
  const { tarball, bytes } = await withLock(lock, make);
  return `${relative(projectPath(), tarball)}: ${bytes.toLocaleString('en-US')} bytes, built from ${builtFrom.commit}.`;
}
