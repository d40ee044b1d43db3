// `cards doctor --page`: a main site whose copy of the templates is not that of the build.
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signCardPath } from '../../card-schema/card-path.ts';
import { ogTags } from '../../card-schema/card-url.ts';
import { templateNamed } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { mainSite } from '../../cli/doctor/main-site.ts';
import type { DoctorSubject, Finding } from '../../cli/doctor/subject.ts';
import { type Listening, listen } from '../../local/http/listen.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

const PICTURES = 'https://social.app.example';
const subject: DoctorSubject = {
  pictures: PICTURES,
  isLocal: false,
  bucketAddresses: [],
  build: DESIGN_VERSIONS,
  packaged: '/nowhere',
  maxSecretAgeDays: 365,
};

let head = '';
let status = 200;
let site: Listening;
beforeAll(async () => {
  site = await listen(
    createServer((_, response) => response.writeHead(status).end(`<html><head>${head}</head></html>`)),
    0,
  );
});
afterAll(() => site.close());

const tags = (designVersions: Partial<typeof DESIGN_VERSIONS>, origin = PICTURES) =>
  ogTags('default', {}, { origin, designVersions });

async function found(html: string, answered = 200): Promise<Finding | undefined> {
  head = html;
  status = answered;
  const [finding, ...more] = await mainSite({ ...subject, page: `${site.origin}/page` });
  expect(more).toEqual([]);
  return finding;
}

test('a page that names the design of this build is right', async () => {
  const right = `the page names default ${DESIGN_VERSIONS.default}, as this build does`;
  expect(await found(await tags(DESIGN_VERSIONS))).toEqual({ state: 'ok', found: right });
});

test('a page of an older copy is a fault that names both designs', async () => {
  expect(await found(await tags({ default: '0123456789ab' }))).toEqual({
    state: 'fault',
    found: `the page names default 0123456789ab; this build has ${DESIGN_VERSIONS.default}`,
    advice: expect.stringContaining('npm run package:main-site'),
  });
});

const withFields = EXAMPLES.filter(({ template }) => templateNamed(template).addressing !== 'fixed');
if (withFields.length > 0)
  test('a card that a copy without the newest field of its template wrote is a fault', async () => {
    for (const { card } of withFields) {
      const path = withoutLastValue(await signCardPath(card, 'a-signing-key-of-the-test'));
      expect(await found(`<meta property="og:image" content="${PICTURES}${path}">`)).toMatchObject({
        state: 'fault',
        found: expect.stringMatching(/^the page’s card does not fit this build: A card of \w+ has \d+ values; got \d+\.$/),
        advice: expect.stringContaining('npm run package:main-site'),
      });
    }
  });

/** The path as a schema that lacks the last field writes it. */
function withoutLastValue(path: string): string {
  return path.replace(/([\w-]+)(\.[\w-]+)?\.jpg$/, (_, values: string, signature?: string) => {
    // Of a closed template, signed or not. What base64url makes of an array begins with W, and no value does.
    if (!values.startsWith('W')) return `${values.replace(/-[^-]*$/, '')}${signature ?? ''}.jpg`;
    const all = JSON.parse(Buffer.from(values, 'base64url').toString()) as unknown[]; // the payload is an array
    return `${Buffer.from(JSON.stringify(all.slice(0, -1))).toString('base64url')}${signature}.jpg`;
  });
}

test('a card of a template that this build does not have is a fault', async () => {
  const address = `${PICTURES}/nosuchtemplate/1-2.jpg`;
  expect(await found(`<meta property="og:image" content="${address}">`)).toMatchObject({
    state: 'fault',
    found: expect.stringContaining('"nosuchtemplate"'),
  });
});

test('a page without design versions is right, and the finding says what that means', async () => {
  expect(await found(await tags({}))).toMatchObject({ state: 'ok', found: expect.stringContaining('stays the same') });
});

test('pictures of elsewhere, a page without any and a page that is an error are faults', async () => {
  expect(await found(await tags({}, 'https://other.example'))).toMatchObject({
    state: 'fault',
    found: 'the page’s picture is at https://other.example',
  });
  expect(await found('<title>A page</title>')).toMatchObject({ state: 'fault', found: expect.stringContaining('no og:image') });
  expect(await found('', 404)).toMatchObject({ state: 'fault', found: expect.stringContaining('answered with 404') });
});

test('without an address of a page nothing is checked', async () => {
  expect(await mainSite(subject)).toMatchObject([{ state: 'not checked' }]);
});
