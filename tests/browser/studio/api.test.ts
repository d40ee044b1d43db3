// @examples article
// The studio's API, as its page and as strangers ask it, on the whole local stack.
import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { formatFocus } from '../../../card-schema/photo-focus.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { LOCAL_PHOTO_BUCKET } from '../../../local/stack/config.ts';
import { readDesignVersions } from '../../../local/stack/sandbox.ts';
import { localClient } from '../../../local/stack/store.ts';
import { projectPath } from '../../../project-path.ts';
import { ask } from '../../support/raw-request.ts';
import { at, card, post, refusal, shareStudioApi, stack } from './studio-api.ts';

shareStudioApi();

/** With headers that fetch() does not let one set. */
const askWith = (path: string, headers: Record<string, string>) => ask(stack.studio, path, { headers });

describe('The studio', () => {
  test('listens on this machine only', () => {
    expect(stack.studio).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each(['/', '/studio/frame.html', '/studio/main.tsx', '/src/draw.tsx'])('serves %s from the source', async (path) => {
    const response = await fetch(at(path));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('content-security-policy')).toBe("frame-ancestors 'self'");
  });

  test('serves the fonts of the cards, wherever node_modules is', async () => {
    const css = await (await fetch(at('/src/cards/score/Score.tsx'))).text();
    const fonts = [...css.matchAll(/import "(\/@fs\/[^"]+\.css)"/g)].map(([, path]) => path);
    expect(fonts).not.toEqual([]);
    for (const path of fonts) expect((await fetch(at(String(path)))).status).toBe(200);
  });

  test.each(['/nothing.html', '/nothing'])('answers %s, which is not there, with 404', async (path) => {
    expect((await fetch(at(path))).status).toBe(404);
  });

  test('gives no file outside of the project', async () => {
    expect((await fetch(at('/@fs/etc/passwd'))).status).not.toBe(200);
    expect((await askWith('/../../../etc/passwd', { host: '127.0.0.1' })).body.toString()).not.toContain('root:');
  });
});

describe('GET /api/studio', () => {
  test('says where the parts of the stack are, and the design versions', async () => {
    expect(await (await fetch(at('/api/studio'))).json()).toEqual({
      pictureOrigin: stack.cdn,
      mainSite: stack.mainSite,
      designVersions: await readDesignVersions(),
      photos: {
        maxBytes: 25_000_000,
        maxPixels: { 'image/heic': 50_000_000, 'image/heif': 50_000_000, 'image/avif': 25_000_000, other: 60_000_000 },
      },
    });
  });
});

describe('GET /api/image', () => {
  const image = (src: string) => fetch(at(`/api/image?src=${encodeURIComponent(src)}`));

  test('gives the examples’ images', async () => {
    const response = await image('https://images.edgecard.test/harbour.jpg');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    await response.arrayBuffer();
  });

  test.each([
    ['http://images.edgecard.test/harbour.jpg', 'image_refused', 'is not https'],
    ['https://127.0.0.1/a.jpg', 'image_refused', 'is not an allowed host (allowed: images.edgecard.test, img.app.test)'],
    ['https://169.254.169.254/latest/meta-data', 'image_refused', 'is not an allowed host'],
    // A host of the team's own is asked for, and nobody has this one.
    ['https://img.app.test/a.jpg', 'image_refused', 'img.app.test could not be fetched'],
    ['file:///etc/passwd', 'image_refused', 'is not https'],
    ['https://images.edgecard.test/nothing.jpg', 'image_refused', 'there are harbour.jpg'],
    ['https://images.edgecard.test/../package.json', 'image_refused', 'there are harbour.jpg'],
    ['photo:7h3k9m2p4q8r5t6v', 'image_refused', 'photo 7h3k9m2p4q8r5t6v is not there'],
    ['photo:7h3k', 'image_refused', 'is not https'],
    ['nonsense', 'bad_address', '"src" must be the https address'],
    ['', 'bad_address', '"src" must be the https address'],
  ])('refuses %s', async (src, code, message) => {
    const refused = await refusal(await image(src));
    expect(refused).toMatchObject({ status: 400, error: { code, message: expect.stringContaining(message) } });
  });
});

describe('a photo of the local stack', () => {
  const id = '0123456789abcdef';
  const focus = { width: 3, height: 2, heads: [], objects: [], point: [0.5, 0.25] } as const;

  test('is given with what its crops must keep', async () => {
    const client = localClient(stack.s3);
    const Body = await readFile(projectPath('local/demo/images/harbour.jpg'));
    const Key = `photos/${id}/1600.jpg`;
    await client.send(new CreateBucketCommand({ Bucket: LOCAL_PHOTO_BUCKET }));
    await client.send(new PutObjectCommand({ Bucket: LOCAL_PHOTO_BUCKET, Key, Body, Metadata: { focus: formatFocus(focus) } }));
    client.destroy();
    const image = await fetch(at(`/api/image?src=photo:${id}`));
    expect(image.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await image.arrayBuffer()).equals(Body)).toBe(true);
    expect(await (await fetch(at(`/api/focus?photo=photo:${id}`))).json()).toEqual(focus);
  });

  test.each(['', 'photo:7h3k', 'https://images.edgecard.test/harbour.jpg'])('is named by its id, not by "%s"', async (photo) => {
    expect(await refusal(await fetch(at(`/api/focus?photo=${photo}`)))).toMatchObject({
      status: 400,
      error: { code: 'bad_address' },
    });
  });
});

describe('What the API is not', () => {
  test('says which routes there are, and which methods', async () => {
    expect(await refusal(await fetch(at('/api/nothing')))).toMatchObject({
      status: 404,
      error: { code: 'no_such_route', message: expect.stringContaining('/api/picture') },
    });
    expect(await refusal(await fetch(at('/api/card')))).toMatchObject({
      status: 405,
      error: { code: 'wrong_method', message: '/api/card takes POST.' },
    });
    expect(await refusal(await fetch(at('/api/__proto__')))).toMatchObject({ status: 404 });
    const { status, body } = await askWith('//', { host: '127.0.0.1' });
    expect([status, body.toString()]).toEqual([400, expect.stringContaining('bad_address')]);
  });

  test.each([
    ['a stranger’s name that resolves to this machine', { host: 'evil.test' }, 'foreign_host'],
    ['a name that only begins like ours', { host: 'localhost.evil.test' }, 'foreign_host'],
    ['another site’s script', { host: '127.0.0.1', origin: 'https://evil.test' }, 'foreign_origin'],
    ['another program of this machine', { host: '127.0.0.1:1', origin: 'http://127.0.0.1:2' }, 'foreign_origin'],
    ['a sandboxed page', { host: '127.0.0.1', origin: 'null' }, 'foreign_origin'],
    [
      'an image of another site',
      { host: '127.0.0.1', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      'foreign_origin',
    ],
  ])('is refused to %s', async (_, headers, code) => {
    for (const path of ['/api/studio', '/', '/src/draw.tsx']) {
      const { status, body } = await askWith(path, headers);
      expect([status, (JSON.parse(body.toString()) as { error: { code: string } }).error.code]).toEqual([403, code]);
    }
  });

  test('opens for a link on another site, whose answer that site cannot read', async () => {
    const followed = { host: '127.0.0.1', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await askWith('/', followed)).status).toBe(200);
  });

  test('never shows a key', async () => {
    const answers = await Promise.all([
      fetch(at('/api/studio')),
      post('/api/card', card('T')),
      post('/api/card', { template: 'nope' }),
    ]);
    for (const answer of answers) {
      const text = await answer.text();
      for (const key of Object.values(DEVELOPMENT_KEYS)) expect(text).not.toContain(key);
    }
  });
});
