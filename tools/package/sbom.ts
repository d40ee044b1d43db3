// The bill of materials of what is deployed, in CycloneDX's form: npm writes it from the lock files, for all that is installed; what
// is not shipped is left out, and what the browser's package brings along is added. npm's own `--omit dev` leaves out also what both
// a shipped and another package need.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import { projectPath } from '../../project-path.ts';
import { MODEL_SOURCES, type ModelSource } from '../models/model-sources.ts';
import { PACK_PARTS, type PackPart } from '../pack/pack-parts.ts';
import { LIBVIPS_PACKAGE, LIBVIPS_PARTS } from './libvips-parts.ts';
import { shippedPackages } from './shipped-packages.ts';

const NPM_SBOM = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const MAX_SBOM_BYTES = 64 * 1024 * 1024;

/** Licences that a package names in words, which npm leaves out, by their SPDX id. */
const LICENCE_IN_WORDS: Readonly<Record<string, string>> = { 'dejavu-fonts-ttf': 'Bitstream-Vera' };

const BROWSER_PACKAGE = '@sparticuz/chromium';

export interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly scope?: string;
  readonly purl: string;
  readonly cpe?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly unknown[];
}

export interface Sbom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

export async function makeSbom(): Promise<Sbom> {
  const [{ metadata, components, dependencies, ...rest }, fonts] = await Promise.all([npmSbom('.'), npmSbom('tools/fonts')]);
  const { name } = JSON.parse(await readFile(projectPath('package.json'), 'utf8')) as { name: string };
  const shipped = new Set((await shippedPackages()).map((each) => `${each.name}@${each.version}`));
  const kept = [...components, ...fonts.components].filter(({ name, version }) => shipped.has(`${name}@${version}`));
  const root = { ...metadata.component, name }; // npm takes the name of the folder
  const refs = new Set([root, ...kept].map((component) => component['bom-ref']));
  const fontRefs = fonts.components.map((component) => component['bom-ref']).filter((ref) => refs.has(ref));
  const parts = PACK_PARTS.map((part) => partComponent(part));
  const partRefs = parts.map((part) => part['bom-ref']);
  const models = await Promise.all(MODEL_SOURCES.map(modelComponent));
  const modelRefs = models.map((model) => model['bom-ref']);
  const decoders = LIBVIPS_PARTS.map((part) => partComponent({ type: 'library', ...part }, 'libvips/'));
  const refOf = (wanted: string) => kept.find((component) => component.name === wanted)?.['bom-ref'];
  const brought = new Map([
    [refOf(BROWSER_PACKAGE), partRefs],
    [refOf(LIBVIPS_PACKAGE), decoders.map((decoder) => decoder['bom-ref'])],
    [root['bom-ref'], [...fontRefs, ...modelRefs]],
  ]);
  return {
    ...rest,
    metadata: { ...metadata, component: root },
    components: [...kept.map(packageComponent), ...parts, ...decoders, ...models],
    dependencies: [
      ...[...dependencies, ...fonts.dependencies]
        .filter(({ ref }) => refs.has(ref))
        .map(({ ref, dependsOn }) => ({
          ref,
          dependsOn: [...dependsOn.filter((other) => refs.has(other)), ...(brought.get(ref) ?? [])],
        })),
      ...[...parts, ...decoders, ...models].map((component) => ({ ref: component['bom-ref'], dependsOn: [] })),
    ],
  };
}

async function npmSbom(folder: string): Promise<Sbom> {
  // `npm run -s` hands its silence on.
  const env = { ...process.env, npm_config_loglevel: 'error' };
  const options = { cwd: projectPath(folder), maxBuffer: MAX_SBOM_BYTES, env };
  const { stdout } = await promisify(execFile)('npm', NPM_SBOM, options).catch((cause: { readonly stderr?: string }) => {
    const why = /^npm error (?!code )(.*)$/m.exec(cause.stderr ?? '')?.[1] ?? 'npm does not say why';
    const lock = join(folder, 'package-lock.json');
    throw new ExpectedError('sbom_failed', `npm cannot list what ${lock} holds (${why}): run npm install in ${folder}.`, {
      cause,
    });
  });
  return JSON.parse(stdout) as Sbom; // npm's own
}

function packageComponent(component: Component): Component & { readonly properties: readonly unknown[] } {
  const id = LICENCE_IN_WORDS[component.name];
  return { ...component, scope: 'required', properties: [], ...(id ? { licenses: [{ license: { id } }] } : {}) };
}

/** `inside`: of what it is a part, because other versions of it may be elsewhere. */
function partComponent({ name, type, version, license, cpe }: Omit<PackPart, 'file'>, inside = ''): Component {
  const purl = `pkg:generic/${inside}${name.toLowerCase().replaceAll(' ', '-')}@${version}`;
  return {
    'bom-ref': purl,
    type,
    name,
    version,
    scope: 'required',
    purl,
    ...(cpe ? { cpe: `cpe:2.3:a:${cpe}:${version}:*:*:*:*:*:*:*` } : {}),
    licenses: [{ license: { id: license } }],
  };
}

/** Weights of a network, which are in the zips of photos as files. */
async function modelComponent({ name, package: from }: ModelSource): Promise<Component> {
  const version = from.slice(from.lastIndexOf('@') + 1);
  const weights = await readFile(projectPath(`cloud/photos/models/${name}.bin`));
  const purl = `pkg:generic/${name}@${version}`;
  return {
    'bom-ref': purl,
    type: 'machine-learning-model',
    name,
    version,
    scope: 'required',
    purl,
    hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(weights).digest('hex') }],
    licenses: [{ license: { id: 'Apache-2.0' } }],
  };
}

export async function writeSbom(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(await makeSbom(), undefined, 2)}\n`);
}
