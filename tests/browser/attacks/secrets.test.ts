// @examples article score
// Canaries in the place of every secret, then a day with all its mishaps: none may turn up in a log, an answer, a picture, the
// bucket, a scratch folder, or what other processes can see of the browser.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { findCanaries } from '../../attacks/canaries.ts';
import {
  accessLines,
  answers,
  ask,
  browser,
  lines,
  lookEverywhere,
  misconfigured,
  newPath,
  pidOfBrowser,
  setMood,
  setPuts,
  shareCanaries,
} from './planted-canaries.ts';
import { canaries, keys, strangersKey } from './secrets-planted.ts';

shareCanaries();

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
    setMood(bad);
    await browser.close(); // or it would draw on the page that is loaded
    outcomes.push(await ask(await newPath(signing)));
  }
  setMood('well');
  setPuts('refused');
  outcomes.push(await ask(await newPath(signing)));
  setPuts('well');
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
