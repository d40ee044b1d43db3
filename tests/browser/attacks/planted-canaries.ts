// @examples article
// Canaries in the place of every secret of a whole system, and every place where they must not turn up.
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from '@jest/globals';
import { signCardPath } from '../../../card-schema/card-path.ts';
import { type Card, createCard } from '../../../card-schema/catalogue.ts';
import { createS3Store } from '../../../edge/adapters/aws/s3-store.ts';
import { sourceOf } from '../../../edge/adapters/browser/browser-files.ts';
import { type CardBrowser, createCardBrowser } from '../../../edge/adapters/browser/card-browser.ts';
import { createLog } from '../../../edge/adapters/log.ts';
import { createOriginRequest } from '../../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../../edge/create-origin-response.ts';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { type CardSite, startCardSite } from '../../../local/card-site/server.ts';
import { type CloudFront, startCloudFront } from '../../../local/cloudfront/emulator.ts';
import type { Handlers } from '../../../local/cloudfront/miss.ts';
import { type Listening, listen } from '../../../local/http/listen.ts';
import { type S3Server, startS3Server } from '../../../local/s3/server.ts';
import { fetchImageWithDemo } from '../../../local/stack/demo-images.ts';
import { readDesignVersions } from '../../../local/stack/sandbox.ts';
import { projectPath } from '../../../project-path.ts';
import { findCanaries } from '../../attacks/canaries.ts';
import { processTree } from '../../bench/process-tree.ts';
import { CARD_SITE_FOLDER } from '../../support/card-browser.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { aws, canaries, environment, keys, plant, query, strangersKey, viewer, wrongAws } from './secrets-planted.ts';

const BUCKET = 'cards';

type Mood = 'well' | 'answers 500' | 'hangs up' | 'is another site' | 'says forbidden';
let mood: Mood = 'well';
let puts: 'well' | 'refused' = 'well';
export function setMood(next: Mood): void {
  mood = next;
}
export function setPuts(next: typeof puts): void {
  puts = next;
}

export const lines: string[] = [];
/** The emulator’s, which names what was asked for, as CloudFront’s own does. */
export const accessLines: string[] = [];
export const answers: { readonly what: string; readonly head: string; readonly body: Buffer }[] = [];
const closes: (() => Promise<unknown>)[] = [];
const before = { ...process.env };
let folder: TemporaryFolder;
let s3: S3Server;
let site: CardSite;
let front: Listening;
export let browser: CardBrowser;
let cloudfront: CloudFront;
export let misconfigured: CloudFront;

/** Stands before the card site, notes the tokens that come, and may have a bad day. */
function passOn(request: IncomingMessage, response: ServerResponse): void {
  const token = /token=(.+)$/.exec(request.url ?? '')?.[1];
  if (token) canaries.set(`page token ${canaries.size}`, token.split('.').at(-1) ?? token);
  if (mood === 'hangs up') return void response.destroy();
  if (mood === 'answers 500') return void response.writeHead(500).end(`No ${request.url}`);
  if (mood === 'says forbidden') return void response.writeHead(403).end(`Not ${request.url}`);
  if (mood === 'is another site') return void response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${request.url}`);
  fetch(`${site.origin}${request.url}`).then(
    async (answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
    },
    () => response.destroy(),
  );
}

export async function ask(path: string, method: 'GET' | 'HEAD' = 'GET', at = cloudfront): Promise<string> {
  const answer = await fetch(`${at.url}${path}${query}`, { method, headers: viewer });
  const head = JSON.stringify([answer.status, answer.statusText, ...answer.headers]);
  const what = `${method} ${answer.headers.get('x-card-status') ?? answer.status}`;
  answers.push({ what, head, body: Buffer.from(await answer.arrayBuffer()) });
  return what;
}

let number = 0;
/** Another card each time, so that it must be drawn. Its signature is a canary as well. */
export async function newPath(key: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const card: Card = createCard('article', { title: `Nothing to see ${number++}`, author: 'A', ...more });
  const path = await signCardPath(card, key);
  canaries.set(`signature ${number}`, path.split('.').at(-2) ?? '');
  return path;
}

async function filesBelow(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Never 0, which would be this process and all of its group. */
export function pidOfBrowser(): number {
  const pid = browser.pid();
  if (!pid) throw new Error('There is no browser.');
  return pid;
}

/** Every place that somebody else may look into. The card site is built without secrets: tests/artifact/secrets.test.ts has it. */
export async function lookEverywhere(): Promise<readonly string[]> {
  const found: string[] = [];
  // Two stood in addresses in place of a payload.
  const notInPaths = new Map([...canaries].filter(([, value]) => value !== strangersKey && value !== keys.signing[0]));
  const look = (place: string, content: string | Buffer) => found.push(...findCanaries(place, content, canaries));
  for (const line of lines) look(`the log: ${JSON.parse(line).event}`, line);
  for (const line of accessLines) found.push(...findCanaries('the access log', line, notInPaths));
  for (const { what, head, body } of answers) {
    look(`the headers of ${what}`, head);
    look(`the body of ${what}`, body);
  }
  for (const part of ['s3', 'scratch']) {
    for (const file of await filesBelow(join(folder.path, part))) {
      look(`the name of a file of ${part}`, file);
      look(`a file of ${part}`, await readFile(file));
    }
  }
  for (const pid of processTree(pidOfBrowser())) {
    for (const about of ['cmdline', 'environ']) look(`the browser’s ${about}`, await readFile(`/proc/${pid}/${about}`));
  }
  return [...new Set(found)];
}

/** Opens what the tests of a file share, and closes it. */
export function shareCanaries(): void {
  beforeAll(openParts);
  afterAll(async () => {
    for (const close of closes) await close();
    restoreEnvironment();
  });
}

async function openParts(): Promise<void> {
  Object.assign(process.env, environment);
  folder = await temporaryFolder('canaries');
  s3 = await startS3Server({ directory: join(folder.path, 's3'), port: 0, ...aws });
  const clientOf = (credentials: typeof aws) =>
    new S3Client({ region: 'us-east-1', endpoint: s3.endpoint, forcePathStyle: true, credentials, maxAttempts: 1 });
  const [client, refused] = [clientOf(aws), clientOf(wrongAws)];
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  site = await startCardSite({ port: 0, directory: CARD_SITE_FOLDER, pageKeys: keys.page });
  front = await listen(createServer(passOn), 0);
  const log = createLog((line) => lines.push(line));
  const source = sourceOf(installBrowser);
  browser = createCardBrowser({ source, fetchImageFor: fetchImageWithDemo, scratch: join(folder.path, 'scratch'), log });
  const designVersions = await readDesignVersions();
  const originResponse = createOriginResponse({
    readDrawingState: async () => undefined,
    designVersions,
    fallbackPicture: await readFile(projectPath('edge/fallback.jpg')),
    draw: browser.draw,
    storeFor: ({ bucket }) => createS3Store(puts === 'well' ? client : refused, bucket),
    log,
  });
  const handlers = { originRequest: createOriginRequest({ designVersions, log }), originResponse };
  cloudfront = await startWith(handlers, aws, {});
  misconfigured = await startWith(handlers, wrongAws, {
    'x-card-signing-keys': `${keys.signing[0]},${plant('short key', 15)}`,
  });
  closes.push(
    misconfigured.close,
    cloudfront.close,
    browser.close,
    front.close,
    site.close,
    s3.close,
    async () => [client, refused].map((each) => each.destroy()),
    () => folder.remove(),
  );
}

/** CloudFront with these credentials for S3, and these origin custom headers over those that are right. */
function startWith(handlers: Handlers, credentials: typeof aws, more: Readonly<Record<string, string>>): Promise<CloudFront> {
  const customHeaders = {
    'x-card-bucket': BUCKET,
    'x-card-bucket-region': 'us-east-1',
    'x-card-site': front.origin,
    'x-card-image-hosts': 'images.edgecard.test',
    'x-card-signing-keys': keys.signing.join(),
    'x-card-page-keys': keys.page.join(),
    ...more,
  };
  const origin = { endpoint: s3.endpoint, bucket: BUCKET, region: 'us-east-1', ...credentials, customHeaders };
  return startCloudFront({ port: 0, handlers, origin, log: createLog((line) => accessLines.push(line)) });
}

function restoreEnvironment(): void {
  for (const name of Object.keys(environment)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
}
