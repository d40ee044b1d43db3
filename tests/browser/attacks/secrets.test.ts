// Canaries in the place of every secret, then a day with all its mishaps: none may turn up in a log, an answer, a picture, the
// bucket, a scratch folder, or what other processes can see of the browser.
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
import { type Listening, listen } from '../../../local/http/listen.ts';
import { type S3Server, startS3Server } from '../../../local/s3/server.ts';
import { fetchImageWithDemo } from '../../../local/stack/demo-images.ts';
import { readDesignVersions } from '../../../local/stack/sandbox.ts';
import { projectPath } from '../../../project-path.ts';
import { findCanaries } from '../../attacks/canaries.ts';
import { processTree } from '../../bench/process-tree.ts';
import { CARD_SITE_FOLDER } from '../../support/card-browser.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const BUCKET = 'cards';
const canaries = new Map<string, string>();
const plant = (name: string, length?: number) => {
  const value = `Canary${[...name].map((letter) => letter.charCodeAt(0).toString(36)).join('')}Qx7`.slice(0, length);
  canaries.set(name, value);
  return value;
};
const keys = {
  signing: [plant('signing key'), plant('former signing key')],
  page: [plant('page key'), plant('former page key')],
} as const;
const aws = { accessKeyId: 'CANARYLOCALKEYID', secretAccessKey: plant('S3 secret') };
const wrongAws = { accessKeyId: 'CANARYLOCALKEYID', secretAccessKey: plant('wrong S3 secret') };
const viewer = { cookie: `session=${plant('cookie')}`, authorization: `Bearer ${plant('authorization')}` };
const query = `?token=${plant('query')}`;
const strangersKey = plant('key of a stranger');
/** What Lambda puts into a function's environment, and what a team may. */
const environment = {
  AWS_SECRET_ACCESS_KEY: plant('environment secret'),
  AWS_SESSION_TOKEN: plant('environment session'),
  SOME_TOKEN: plant('environment token'),
};

type Mood = 'well' | 'answers 500' | 'hangs up' | 'is another site' | 'says forbidden';
let mood: Mood = 'well';
let puts: 'well' | 'refused' = 'well';

const lines: string[] = [];
/** The emulator’s, which names what was asked for, as CloudFront’s own does. */
const accessLines: string[] = [];
const answers: { readonly what: string; readonly head: string; readonly body: Buffer }[] = [];
const closes: (() => Promise<unknown>)[] = [];
const before = { ...process.env };
let folder: TemporaryFolder;
let s3: S3Server;
let site: CardSite;
let front: Listening;
let browser: CardBrowser;
let cloudfront: CloudFront;
let misconfigured: CloudFront;

beforeAll(async () => {
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
    designVersions,
    fallbackPicture: await readFile(projectPath('edge/fallback.jpg')),
    draw: browser.draw,
    storeFor: ({ bucket }) => createS3Store(puts === 'well' ? client : refused, bucket),
    log,
  });
  const start = (credentials: typeof aws, more: Readonly<Record<string, string>>) =>
    startCloudFront({
      port: 0,
      handlers: { originRequest: createOriginRequest({ designVersions, log }), originResponse },
      origin: {
        endpoint: s3.endpoint,
        bucket: BUCKET,
        region: 'us-east-1',
        ...credentials,
        customHeaders: {
          'x-card-bucket': BUCKET,
          'x-card-bucket-region': 'us-east-1',
          'x-card-site': front.origin,
          'x-card-image-hosts': 'images.edgecard.test',
          'x-card-signing-keys': keys.signing.join(),
          'x-card-page-keys': keys.page.join(),
          ...more,
        },
      },
      log: createLog((line) => accessLines.push(line)),
    });
  cloudfront = await start(aws, {});
  misconfigured = await start(wrongAws, { 'x-card-signing-keys': `${keys.signing[0]},${plant('short key', 15)}` });
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
});
afterAll(async () => {
  for (const close of closes) await close();
  for (const name of Object.keys(environment)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

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

async function ask(path: string, method: 'GET' | 'HEAD' = 'GET', at = cloudfront): Promise<string> {
  const answer = await fetch(`${at.url}${path}${query}`, { method, headers: viewer });
  const head = JSON.stringify([answer.status, answer.statusText, ...answer.headers]);
  const what = `${method} ${answer.headers.get('x-card-status') ?? answer.status}`;
  answers.push({ what, head, body: Buffer.from(await answer.arrayBuffer()) });
  return what;
}

let number = 0;
/** Another card each time, so that it must be drawn. Its signature is a canary as well. */
async function newPath(key: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
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
function pidOfBrowser(): number {
  const pid = browser.pid();
  if (!pid) throw new Error('There is no browser.');
  return pid;
}

/** Every place that somebody else may look into. The card site is built without secrets: tests/artifact/secrets.test.ts has it. */
async function lookEverywhere(): Promise<readonly string[]> {
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

test('no canary is found anywhere', async () => {
  const [signing, former] = keys.signing;
  const article = await newPath(signing);
  const outcomes = [
    await ask(article),
    await ask(article), // from the cache
    await ask(await newPath(former)),
    await ask(await newPath(signing, { cover: 'https://images.edgecard.test/harbour.jpg' })),
    await ask('/12-34-10.jpg'),
    await ask('/default.jpg'),
    await ask('/robots.txt'),
    await ask(await newPath(signing), 'HEAD'),
    await ask(await newPath(strangersKey)),
    await ask((await newPath(signing)).replace('/article/', '/quote/')),
    await ask((await newPath(signing)).replace('.jpg', '.JPG')),
    await ask(`/article/${strangersKey}.jpg`),
    await ask(`/${strangersKey}`),
    await ask(`/${signing}/${strangersKey}.jpg`),
    await ask(await newPath(signing, { cover: 'https://evil.example.com/a.jpg' })),
    await ask(await newPath(signing, { cover: 'https://images.edgecard.test/nothing.jpg' })),
    await ask(await newPath(signing), 'GET', misconfigured),
    await ask('/1-2-3.jpg', 'GET', misconfigured),
  ];
  for (const bad of ['answers 500', 'hangs up', 'is another site', 'says forbidden'] as const) {
    mood = bad;
    await browser.close(); // or it would draw on the page that is loaded
    outcomes.push(await ask(await newPath(signing)));
  }
  mood = 'well';
  puts = 'refused';
  outcomes.push(await ask(await newPath(signing)));
  puts = 'well';
  const killed = ask(await newPath(signing));
  await sleep(20);
  process.kill(pidOfBrowser(), 'SIGKILL');
  outcomes.push(await killed);
  outcomes.push(await ask(await newPath(signing))); // a browser is there to be looked at

  // Otherwise it would prove less than it says.
  expect(outcomes).toEqual(
    expect.arrayContaining(['GET drawn', 'GET incomplete', 'GET default', 'GET fallback', 'HEAD undrawn']),
  );
  const events = new Set(lines.map((line) => JSON.parse(line).event));
  expect([...events]).toEqual(expect.arrayContaining(['request', 'card_failed', 'store_failed', 'browser_retry']));
  // Two images that cannot be had, each named in its line by host and reason.
  const lacking = lines
    .map((line) => JSON.parse(line))
    .filter(({ event, missingImages }) => event === 'request' && missingImages);
  expect(lacking.map(({ missingImages }) => missingImages[0].host)).toEqual(['evil.example.com', 'images.edgecard.test']);
  const codes = new Set(lines.map((line) => JSON.parse(line).code));
  for (const code of ['bad_signature', 'not_a_card', 'page_failed', 'site_refused', 'bad_config', 'store_failed']) {
    expect([...codes]).toContain(code);
  }
  expect([...canaries.keys()].filter((name) => name.startsWith('page token')).length).toBeGreaterThan(5);

  expect(await lookEverywhere()).toEqual([]);
  process.stdout.write(
    `Canaries: ${canaries.size} planted, ${answers.length} answers and ${lines.length + accessLines.length} lines looked at, 0 found\n`,
  );
}, 60_000);

test('a picture carries no notes: no Exif, no XMP, no comment', () => {
  const pictures = answers.filter(({ body }) => body.subarray(0, 2).toString('hex') === 'ffd8');
  expect(pictures.length).toBeGreaterThan(10);
  for (const { body } of pictures) expect(notesOf(body)).toEqual([]);
});

/** Segments that hold words: APP1 to APP15 and comments, but for a colour profile. */
function notesOf(jpeg: Buffer): readonly string[] {
  const notes: string[] = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1] ?? 0;
    const isProfile = marker === 0xe2 && jpeg.toString('latin1', at + 4, at + 15) === 'ICC_PROFILE';
    if (((marker > 0xe0 && marker <= 0xef) || marker === 0xfe) && !isProfile) notes.push(marker.toString(16));
  }
  return notes;
}

test.each([
  ['as it is', (secret: string) => secret],
  ['in the middle of a line', (secret: string) => JSON.stringify({ reason: `x${secret}y` })],
  ['in base64', (secret: string) => Buffer.from(`a${secret}bc`).toString('base64')],
  ['in base64url', (secret: string) => Buffer.from(`ab${secret}c`).toString('base64url')],
  ['in hexadecimal', (secret: string) => Buffer.from(secret).toString('hex')],
  ['in UTF-16', (secret: string) => Buffer.from(`x${secret}y`, 'utf16le')],
  ['in UTF-16, the other way round', (secret: string) => Buffer.from(secret, 'utf16le').swap16()],
  ['in a picture’s comment', (secret: string) => Buffer.concat([Buffer.from('ffd8fffe0040', 'hex'), Buffer.from(secret)])],
  ['in the environment of a process', (secret: string) => `A=b\0SECRET=${secret}\0`],
])('a canary is found %s', (_, hide) => {
  for (const [name, value] of canaries) expect(findCanaries('here', hide(value), canaries)).toContain(`${name} in here`);
});

test('a canary is found where it is planted: in the log, an answer, a file', async () => {
  const [secret = ''] = keys.signing;
  lines.push(JSON.stringify({ event: 'planted', secret }));
  answers.push({ what: 'planted', head: secret, body: Buffer.from(secret) });
  expect(await lookEverywhere()).toEqual([
    'signing key in the log: planted',
    'signing key in the headers of planted',
    'signing key in the body of planted',
  ]);
});
