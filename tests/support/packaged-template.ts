// The template of a deployment, made by osls and its plugins from this project as it stands, in a folder of its own.
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import type { BuiltCardSite } from '../../card-site/bundle/built-files.ts';
import type { StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { projectPath } from '../../project-path.ts';
import { placeBuild } from '../../tools/package/place-build.ts';
import { temporaryFolder } from './temporary-folder.ts';

const PARTS = [
  'serverless.yml',
  'package.json',
  'tsconfig.json',
  'infra',
  'edge/card-site-guard.js',
  'edge/photo-site-guard.js',
  'edge/fallback.jpg',
  'edge/picture-status.js',
  'tools/package/bundle.cjs',
  'tools/package/serverless-bundle.cjs',
  'tools/package/unbundled-packages.cjs',
];

/** The template of a stage called `test`. */
export async function packageTemplate(params: Readonly<Record<string, string>>): Promise<StackTemplate> {
  const folder = await temporaryFolder('template');
  try {
    await packageInto(folder.path, 'test', params);
    const file = join(folder.path, '.serverless/cloudformation-template-update-stack.json');
    return JSON.parse(await readFile(file, 'utf8')) as StackTemplate; // osls wrote it
  } finally {
    await folder.remove();
  }
}

/**
 * Runs `serverless package` in the folder with these parameters, and returns what was built. The browser and the functions' code,
 * which say nothing about the template, are left out: they would be compiled and zipped every time.
 */
export async function packageInto(
  folder: string,
  stage: string,
  params: Readonly<Record<string, string>>,
): Promise<BuiltCardSite> {
  const built = await buildCardSite();
  for (const part of PARTS) await cp(projectPath(part), join(folder, part), { recursive: true });
  await placeBuild(built, join(folder, 'dist'));
  for (const entry of [...(await handlers()), 'cloud/heic-worker'])
    await write(folder, `${entry}.ts`, 'export async function handler() {}\n');
  await write(folder, 'dist/pack/manifest.json', '{}');
  await symlink(projectPath('node_modules'), join(folder, 'node_modules'));
  const given = Object.entries(params).map(([name, value]) => `--param=${name}=${value}`);
  await promisify(execFile)(
    process.execPath,
    [projectPath('node_modules/serverless/bin/serverless.js'), 'package', '--stage', stage, ...given],
    // It takes seconds; one that stands still should be an error.
    { cwd: folder, timeout: 60_000, env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' } },
  );
  return built;
}

/** Named in serverless.yml and in what it includes. */
async function handlers(): Promise<readonly string[]> {
  const included = (await readdir(projectPath('infra'))).filter((name) => name.endsWith('.yml')).map((name) => `infra/${name}`);
  const texts = await Promise.all(['serverless.yml', ...included].map((file) => readFile(projectPath(file), 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(/^ +handler: (\S+)\.\w+$/gm)].map(([, path = '']) => path));
}

async function write(folder: string, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}
