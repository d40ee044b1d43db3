import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pageToken } from '../../../edge/core/page-url.ts';
import { type CardSite, startCardSite } from '../../../local/card-site/server.ts';
import { projectPath } from '../../../project-path.ts';
import { ask } from '../../support/raw-request.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const KEY = 'a-page-key-of-the-test';
const PATH = '/score/12-34-10';
const siteHeaders = JSON.parse(readFileSync(projectPath('infra/card-site-headers.json'), 'utf8')) as Record<
  'page' | 'assets',
  Record<string, string>
>;

describe('The local card site', () => {
  let parent: TemporaryFolder;
  let directory: string;
  let site: CardSite;
  const opened = (path: string, key = KEY) => fetch(`${site.origin}${path}?token=${pageToken(path, key, Date.now())}`);

  const raw = async (path: string, method = 'GET') => {
    const { status, body } = await ask(site.origin, path, { method });
    return { status, body: body.toString() };
  };

  beforeAll(async () => {
    parent = await temporaryFolder('site');
    directory = join(parent.path, 'card-site');
    await mkdir(join(directory, 'assets', 'folder.js'), { recursive: true });
    await writeFile(join(parent.path, 'secret.js'), 'secret');
    await writeFile(join(directory, 'index.html'), '<!DOCTYPE html><title>cards</title>');
    await mkdir(join(directory, 'pages'));
    await writeFile(join(directory, 'pages', '0123456789ab.html'), '<!DOCTYPE html><title>this design</title>');
    await writeFile(join(directory, 'studio.html'), 'studio');
    for (const type of ['js', 'css', 'woff2', 'svg', 'jpg', 'html', 'map']) {
      await writeFile(join(directory, 'assets', `file-1a2b.${type}`), `a ${type}`);
    }
    site = await startCardSite({ port: 0, directory, pageKeys: ['another-key-of-the-test', KEY] });
  });
  afterAll(async () => {
    await site.close();
    await parent.remove();
  });

  test('listens on this machine only', () => {
    expect(site.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('opens the page of the design that the token names, and no other', async () => {
    const ask = (version: string) => fetch(`${site.origin}${PATH}?token=${pageToken(PATH, KEY, Date.now(), version)}`);
    const response = await ask('0123456789ab');
    expect([response.status, await response.text()]).toEqual([200, '<!DOCTYPE html><title>this design</title>']);
    expect((await ask('ba9876543210')).status).toBe(404);
  });

  test('opens a page with a token, with the headers that its distribution sends', async () => {
    const response = await opened(PATH);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>cards</title>');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...siteHeaders.page,
      'content-type': 'text/html; charset=utf-8',
    });
  });

  test('sends pages that are never kept, indexed, framed or left for another site', () => {
    expect(siteHeaders.page).toEqual({
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' https:; connect-src 'none'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    });
  });

  test.each(['/', '/index.html', '/studio.html', '/score/1-2-3', '/favicon.ico', '/assets', '//assets/file-1a2b.js'])(
    'denies %s without a token, and has that kept nowhere',
    async (path) => {
      const { status, body } = await raw(path);
      expect({ status, body }).toEqual({ status: 403, body: 'This page opens with a valid token only.\n' });
      expect((await fetch(site.origin)).headers.get('cache-control')).toBe('no-store');
    },
  );

  test('denies a token of another key, and one of another page', async () => {
    expect((await opened(PATH, 'some-other-key-entirely')).status).toBe(403);
    expect((await fetch(`${site.origin}/score/9-9-9?token=${pageToken(PATH, KEY, Date.now())}`)).status).toBe(403);
  });

  test.each([
    ['js', 'text/javascript; charset=utf-8'],
    ['css', 'text/css; charset=utf-8'],
    ['woff2', 'font/woff2'],
    ['svg', 'image/svg+xml'],
    ['jpg', 'image/jpeg'],
  ])('gives a .%s asset to everyone, to keep for ever', async (extension, type) => {
    const response = await fetch(`${site.origin}/assets/file-1a2b.${extension}?v=1`);
    expect(await response.text()).toBe(`a ${extension}`);
    expect(Object.fromEntries(response.headers)).toMatchObject({ ...siteHeaders.assets, 'content-type': type });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('describes an asset without sending it, and takes no other method', async () => {
    const head = await fetch(`${site.origin}/assets/file-1a2b.js`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '4', '']);
    expect((await raw('/assets/file-1a2b.js', 'POST')).status).toBe(403);
  });

  test.each([
    '/assets/../index.html',
    '/assets/../../secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/assets/..\\..\\secret.js',
    '/assets//file-1a2b.js',
    '/assets/folder.js',
    '/assets/.hidden.js',
    '/assets/file-1a2b.html',
    '/assets/file-1a2b.map',
    '/assets/file-1a2b.js/',
    '/assets/file-1a2b.js%00.css',
    '/assets/constructor',
    '/assets/missing.js',
    '/assets/',
  ])('has no asset at %s', async (path) => {
    expect(await raw(path)).toEqual({ status: 404, body: 'No such asset.\n' });
  });

  test('says what to do when the site is not built', async () => {
    const unbuilt = await startCardSite({ port: 0, directory: join(parent.path, 'nowhere'), pageKeys: [KEY] });
    const response = await fetch(`${unbuilt.origin}${PATH}?token=${pageToken(PATH, KEY, Date.now())}`);
    expect([response.status, await response.text()]).toEqual([
      503,
      'The build that this stack serves is gone: start the stack again.\n',
    ]);
    await unbuilt.close();
  });
});
