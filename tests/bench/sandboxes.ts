// A root file system like Lambda's with everything in it that starts cold: both forms of our package, and the usual way's.
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudFrontResultResponse } from 'aws-lambda';
import { build } from 'esbuild';
import type { Card } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { pageUrl } from '../../edge/core/page-url.ts';
import { LOCAL_CREDENTIALS, localConfigHeaders } from '../../local/stack/config.ts';
import { projectPath } from '../../project-path.ts';
import { type Lambda, startLambda } from '../artifact/lambda.ts';
import { makeMinimalRoot } from '../artifact/minimal-root.ts';
import { cardResponseEvent } from '../support/events.ts';
import type { Packages } from './packages.ts';
import { parseServerTiming } from './server-timing.ts';
import { endingOf } from './unfinished.ts';

/** `stored` is ours with a card that S3 has: nothing is drawn, and the start is billed all the same. */
export const COLD_NAMES = ['ours', 'stored', 'complete', 'package'] as const;
export type ColdName = (typeof COLD_NAMES)[number];

/** Where the usual way's function finds its compressed browser. */
const USUAL_BIN = '/var/package/bin';

interface Installed {
  /** Folder in the root. */
  readonly task: string;
  readonly handler: string;
}

const INSTALLED: Readonly<Record<ColdName, Installed>> = {
  ours: { task: '/var/ours', handler: 'edge/origin-response.handler' },
  stored: { task: '/var/ours', handler: 'edge/origin-response.handler' },
  complete: { task: '/var/complete', handler: 'edge/origin-response.handler' },
  package: { task: '/var/package', handler: 'usual-way-function.handler' },
};

export interface Sandboxes {
  /** The folder that is /tmp to the functions. */
  readonly scratch: string;
  emptyScratch(): Promise<void>;
  start(name: ColdName, s3: string): Promise<Lambda>;
  remove(): Promise<void>;
}

export async function makeSandboxes({ ours, complete }: Packages): Promise<Sandboxes> {
  const root = await makeMinimalRoot();
  const scratch = join(root.folder, 'tmp');
  await root.install(ours.zip, '/var/ours');
  await root.install(complete.zip, '/var/complete');
  await installUsualWay(join(root.folder, 'var/package'));
  return {
    scratch,
    async emptyScratch() {
      for (const left of await readdir(scratch))
        await rm(join(scratch, left), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
    async start(name, endpoint) {
      const s3 = { endpoint, ...LOCAL_CREDENTIALS };
      const lambda = await startLambda({ root, ...INSTALLED[name], s3 });
      return { ...lambda, kill: endingOf(lambda.kill) };
    },
    remove: () => root.remove(),
  };
}

/** Has our handler draw a card that S3 does not have, and gives its own account of the stages, in milliseconds. */
export async function askHandler(lambda: Lambda, card: Card, designVersions: DesignVersions, site: string) {
  const event = cardResponseEvent(card, designVersions, { config: localConfigHeaders(site) });
  const { headers } = await lambda.invoke<CloudFrontResultResponse>(event);
  const header = (name: string) => headers?.[name]?.[0]?.value ?? '';
  if (header('x-card-status') !== 'drawn')
    throw new Error(`The packaged handler answered with ${header('x-card-status')}: ${lambda.log.at(-1) ?? 'no reason logged'}`);
  return parseServerTiming(header('server-timing'));
}

/** Has our handler pass on a card that S3 has. */
export async function askForStored(lambda: Lambda, card: Card, designVersions: DesignVersions, site: string): Promise<void> {
  const options = { config: localConfigHeaders(site), status: '200', headers: {} };
  const { headers } = await lambda.invoke<CloudFrontResultResponse>(cardResponseEvent(card, designVersions, options));
  const status = headers?.['x-card-status']?.[0]?.value ?? '';
  if (status !== 'hit') throw new Error(`The packaged handler answered a stored card with ${status}.`);
}

export async function askUsualWay(lambda: Lambda, card: Card, site: string): Promise<void> {
  const url = pageUrl(card, site, DEVELOPMENT_KEYS.page, Date.now());
  const { body } = await lambda.invoke<{ body: string }>({ url, bin: USUAL_BIN });
  // A blank picture is some 7 kB in base64.
  if (body.length < 20_000) throw new Error('The usual way drew nothing.');
}

/** One minified file like ours, so that it does not pay for reading a hundred modules; its own archives next to it. */
async function installUsualWay(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, 'renderers/usual-way-function.ts')],
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  await cp(projectPath('node_modules/@sparticuz/chromium/bin'), join(folder, 'bin'), { recursive: true });
}
