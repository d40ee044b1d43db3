// Everything that a deployment takes, made and checked without AWS: the zips and the template in .serverless/, what belongs into the
// two buckets in dist/upload/, the bill of materials in dist/sbom.cdx.json.
import { cp, readFile } from 'node:fs/promises';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { buildCardSite, buildStudio, isStillBuilt } from '../../card-site/bundle/build-card-site.ts';
import { checkEdgeRules } from '../../cli/doctor/checks/check-edge-rules.ts';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import type { StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { checkZip, formatSizes, MAX_ZIP_BYTES, readZips } from '../../cli/doctor/checks/zip-sizes.ts';
import type { Printer } from '../../cli/terminal/entry.ts';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import { plural } from '../../cli/terminal/plural.ts';
import { step } from '../../cli/terminal/steps.ts';
import { projectPath } from '../../project-path.ts';
import { runOsls } from '../osls/run-osls.ts';
import { makePack, objectOf, type PackForm } from '../pack/pack.ts';
import { discardFaultyTemplate, discardPackage, FAULTY_TEMPLATE, keepFaultyTemplate } from './leftovers.ts';
import { type GivenParameter, problemsOfResolved } from './parameters.ts';
import { placeBuild } from './place-build.ts';
import { writeSbom } from './sbom.ts';

export interface PackageOptions {
  readonly form: PackForm;
  readonly studio: boolean;
  readonly given: readonly GivenParameter[];
  readonly forOsls: readonly string[];
  readonly verbose: boolean;
}

/** Room in the zip for all that is not the pack; the finished zip is weighed as well. */
const ROOM_FOR_CODE_BYTES = 400_000;

const SOURCES_CHANGED =
  'The sources changed while they were packaged, so that pages and functions are of two states: package again when nothing writes to them.';

/**
 * Gives what is wrong with it. A run that fails, finds something wrong or is ended leaves nothing that looks like a finished package,
 * and the next starts from nothing. After SIGKILL, which runs nothing any more, it is the next that removes it.
 */
export async function makePackage(options: PackageOptions, print: Printer): Promise<readonly string[]> {
  // Here, before the next one that waits for this package begins; at the exit, for a signal ends the process at once.
  process.once('exit', discard);
  let problems: readonly string[] | undefined;
  try {
    discard();
    discardFaultyTemplate(projectPath());
    problems = await make(options, print);
    if (problems.length > 0 && keepFaultyTemplate(projectPath()))
      print.err(`Problems were found; the template is kept as ${FAULTY_TEMPLATE}, and the rest is removed:`);
    return problems;
  } finally {
    process.off('exit', discard);
    if (problems === undefined || problems.length > 0) discard();
  }
}

async function make({ form, studio, given, forOsls, verbose }: PackageOptions, print: Printer): Promise<readonly string[]> {
  const built = await timed('Building the card site', buildCardSite);
  await placeBuild(built);
  // Before what takes minutes, for it notices a lock file that is not that of package.json.
  await timed('Writing the bill of materials', () => writeSbom(projectPath('dist/sbom.cdx.json')));
  const zipBudgetBytes = MAX_ZIP_BYTES - ROOM_FOR_CODE_BYTES;
  const manifest = await timed(`Packing the browser (${form})`, () => makePack({ form, zipBudgetBytes }));
  await cp(built.site, projectPath('dist/upload/card-site'), { recursive: true });
  if (studio)
    await cp(await timed('Building the studio', buildStudio), projectPath('dist/upload/card-site'), { recursive: true });
  await cp(projectPath('infra/pictures'), projectPath('dist/upload/pictures'), { recursive: true });
  await cp(projectPath('edge/fallback.jpg'), projectPath('dist/upload/pictures/fallback.jpg'));
  const failure = await timed('Compiling the functions and making the template', () =>
    runOsls(['package', ...forOsls], { project: projectPath(), verbose, endsWithUs: true }),
  );
  if (failure !== undefined) throw new ExpectedError('package_failed', failure);
  // The functions have just been compiled from the sources as they are now, and the pages minutes ago.
  if (!isStillBuilt(built)) throw new ExpectedError('sources_changed', SOURCES_CHANGED);
  const problems = await timed('Checking the template and weighing the zips', () => check(given, print));
  const object = objectOf(manifest);
  if (object) print.out(`For S3: ${object.key}, ${object.bytes.toLocaleString('en-US')} bytes.`);
  return problems;
}

function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  return step(what, work, { keep: true });
}

function discard(): void {
  discardPackage(projectPath());
}

/** What osls wrote of what it has read. */
interface State {
  readonly service: {
    readonly provider: { readonly region: string; readonly stage: string };
    /** serverless.yml with its variables resolved, as far as this stage needs them. */
    readonly initialServerlessConfig: { readonly params?: Parameters<typeof problemsOfResolved>[0] };
  };
}

async function check(given: readonly GivenParameter[], print: Printer): Promise<readonly string[]> {
  const zips = await readZips(projectPath('.serverless'));
  const read = async (file: string) => JSON.parse(await readFile(projectPath(`.serverless/${file}`), 'utf8')) as unknown;
  const template = (await read('cloudformation-template-update-stack.json')) as StackTemplate; // osls wrote it
  const { service } = (await read('serverless-state.json')) as State; // and this
  const { region, stage } = service.provider;
  const ofTemplate = [...checkTemplate(template, await loadAwsServiceSpec()), ...checkEdgeRules(template, region)];
  const ofParameters = problemsOfResolved(service.initialServerlessConfig.params ?? {}, { stage, given });
  const problems = [...ofParameters, ...ofTemplate, ...zips.flatMap(checkZip)];
  print.out(
    `${plural(Object.keys(template.Resources).length, 'resource')} in the template, ${plural(problems.length, 'problem')}.`,
  );
  print.out(`\n${formatSizes(zips)}`);
  return problems;
}
