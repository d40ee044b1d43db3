// npm run package: everything that a deployment takes, made and checked without AWS. Arguments go to osls, e.g.
// `npm run package -- --stage prod --param="domain=social.app.com"`. Leaves the zips and the template in .serverless/, and what
// belongs into the two buckets in dist/upload/; the bill of materials is dist/sbom.cdx.json. Our own options:
// `--pack pruned|complete`, see PACK_FORMS in pack.ts, and `--studio`, which adds the static studio to the card site.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { buildCardSite, buildStudio } from '../../card-site/bundle/build-card-site.ts';
import { checkEdgeRules } from '../../cli/doctor/checks/check-edge-rules.ts';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import type { StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { checkZip, formatSizes, MAX_ZIP_BYTES, readZips } from '../../cli/doctor/checks/zip-sizes.ts';
import { projectPath } from '../../project-path.ts';
import { makePack, objectOf, PACK_FORMS, type PackForm } from '../pack/pack.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { placeBuild } from './place-build.ts';
import { writeSbom } from './sbom.ts';

const project = projectPath();
const inProject = (path: string) => projectPath(path);

/** Room in the zip for all that is not the pack; the finished zip is weighed as well. */
const ROOM_FOR_CODE_BYTES = 1_000_000;

const { form, studio, forOsls } = readArguments(process.argv.slice(2));

await oneAtATime({ work: 'npm run package', print: console.error }, makeThePackage);

async function makeThePackage(): Promise<void> {
  // A run that fails or is stopped leaves nothing that looks like a finished package, and the next starts from nothing.
  process.once('exit', (code) => code !== 0 && discard());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  discard();

  const built = await buildCardSite();
  await placeBuild(built);
  const manifest = await makePack({ form, zipBudgetBytes: MAX_ZIP_BYTES - ROOM_FOR_CODE_BYTES });
  await cp(built.site, inProject('dist/upload/card-site'), { recursive: true });
  if (studio) await cp(await buildStudio(), inProject('dist/upload/card-site'), { recursive: true });
  await cp(inProject('infra/pictures'), inProject('dist/upload/pictures'), { recursive: true });
  await writeSbom(inProject('dist/sbom.cdx.json'));

  if (await serverlessPackage()) {
    const zips = await readZips(inProject('.serverless'));
    const problems = [...(await templateProblems()), ...zips.flatMap(checkZip)];
    console.log(`\n${formatSizes(zips)}`);
    const object = objectOf(manifest);
    if (object) console.log(`For S3: ${object.key}, ${object.bytes.toLocaleString('en-US')} bytes.`);
    for (const problem of problems) console.error(`- ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
  } else {
    console.error('\nserverless package failed; its complaint is above.');
    process.exitCode = 1;
  }
}

function readArguments(given: readonly string[]): { form: PackForm; studio: boolean; forOsls: readonly string[] } {
  const options = { pack: { type: 'string' }, studio: { type: 'boolean' } } as const;
  const { values, tokens } = parseArgs({ args: [...given], options, strict: false, tokens: true });
  const form = PACK_FORMS.find((name) => name === (values.pack ?? PACK_FORMS[0]));
  if (!form) {
    console.error(`--pack must be ${PACK_FORMS.join(' or ')}; it is ${String(values.pack)}.`);
    process.exit(1);
  }
  const ours = new Set(
    tokens.flatMap((token) => {
      if (token.kind === 'option' && token.name === 'studio') return [token.index];
      return token.kind === 'option' && token.name === 'pack'
        ? [token.index, ...(token.inlineValue ? [] : [token.index + 1])]
        : [];
    }),
  );
  return { form, studio: values.studio === true, forOsls: given.filter((_, index) => !ours.has(index)) };
}

function discard(): void {
  for (const made of ['.build', '.serverless', 'dist/upload']) rmSync(inProject(made), { recursive: true, force: true });
}

async function serverlessPackage(): Promise<boolean> {
  const env = { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' };
  const command = [inProject('node_modules/serverless/bin/serverless.js'), 'package', ...forOsls];
  const osls = spawn(process.execPath, command, { cwd: project, env, stdio: 'inherit' });
  // Before discard, or it would go on writing.
  process.prependOnceListener('exit', () => osls.kill('SIGKILL'));
  const [code] = await once(osls, 'exit');
  return code === 0;
}

async function templateProblems(): Promise<string[]> {
  const read = async (file: string) => JSON.parse(await readFile(inProject(`.serverless/${file}`), 'utf8')) as unknown;
  const template = (await read('cloudformation-template-update-stack.json')) as StackTemplate; // osls wrote it
  const state = (await read('serverless-state.json')) as { service: { provider: { region: string } } }; // and this
  const problems = [
    ...checkTemplate(template, await loadAwsServiceSpec()),
    ...checkEdgeRules(template, state.service.provider.region),
  ];
  console.log(`${Object.keys(template.Resources).length} resources in the template, ${problems.length} problems.`);
  return problems;
}
