// @examples article
// Nothing secret reaches the log, whatever a request holds and whatever goes wrong with it. And every line is one that CloudWatch
// takes: short, and with metrics that it finds.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { CloudFrontRequest, CloudFrontResultResponse } from 'aws-lambda';
import { signCardPath } from '../../card-schema/card-path.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { createLog } from '../../edge/adapters/log.ts';
import { pageUrl } from '../../edge/core/page-url.ts';
import type { DrawJob } from '../../edge/core/ports.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { embeddedMetricProblems } from '../support/embedded-metric-format.ts';
import { CONFIG_HEADERS, originRequestEvent, originResponseEvent } from '../support/events.ts';
import { fc } from '../support/fast-check.ts';

const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));
const { 'x-card-development-keys': _, ...config } = CONFIG_HEADERS;

/** Long enough not to stand in a line by chance. */
const secret = fc.string({
  unit: fc.constantFrom(...'ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789+/=_-'),
  minLength: 24,
  maxLength: 60,
});
const params = fc
  .record({ title: fc.string({ unit: 'grapheme', maxLength: 40 }), author: fc.string({ unit: 'grapheme', maxLength: 20 }) })
  .filter((texts) => isCard(texts));

function isCard(params: unknown): boolean {
  try {
    return createCard('article', params as Record<string, unknown>).template === 'article';
  } catch {
    return false;
  }
}

/** What becomes of a signed path on its way: nothing, or what a stranger, a client or a mistake makes of it. */
const SPOILT: Readonly<Record<string, (path: string, signature: string) => string>> = {
  'as signed': (path) => path,
  'with a version': (path) => `/~ffffffffffff${path}`,
  'of another template': (path) => path.replace('/article/', '/quote/'),
  'of no template': (path, signature) => path.replace('/article/', `/${signature}/`),
  'in capitals': (path) => path.replace('.jpg', '.JPG'),
  'with another text': (path) => path.replace(/(?<=\/article\/)./, 'X'),
  'without the dot': (path, signature) => path.replace(`.${signature}`, `-${signature}`),
  'as a payload': (_, signature) => `/article/${signature}.${signature}.jpg`,
  'as a value': (_, signature) => `/1-2-${signature}.jpg`,
  'much too long': (path) => path.repeat(50).slice(0, 8000),
};

/** What goes wrong after that, with errors that quote what they were given, as Chromium's and the SDK's do. */
const MISHAPS: Readonly<Record<string, (job: DrawJob, url: string) => unknown>> = {
  none: () => undefined,
  page: (_, url) => new CardError('page_failed', 'The page does not open.', { cause: new Error(`net::ERR_FAILED at ${url}`) }),
  bug: (_, url) => new TypeError(`Cannot read ${url} (${url})`),
  'no error': (_, url) => url,
  quoted: (_, url) => new Error(`'${url}', "${url}"; token ${new URL(url).searchParams.get('token')}`),
  endless: (_, url) => new Error(`${url} `.repeat(10_000)),
};

interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly viewer: Readonly<Record<string, string>>;
  readonly status: string;
}

/** Has both functions answer, and gives what they logged and the headers that they answered with. */
async function logged({ path, headers, query, viewer, status }: Request, mishap: (job: DrawJob, url: string) => unknown) {
  const lines: string[] = [];
  const tokens: string[] = [];
  const log = createLog((line) => lines.push(line));
  const originRequest = createOriginRequest({ designVersions: DESIGN_VERSIONS, log });
  const originResponse = createOriginResponse({
    readDrawingState: async () => undefined,
    designVersions: DESIGN_VERSIONS,
    fallbackPicture: FALLBACK,
    async draw(job) {
      const url = pageUrl(job.card, job.config.site, job.config.pageKeys[0] ?? '', Date.now());
      tokens.push(url.split('.').at(-1) ?? '');
      const error = mishap(job, url);
      if (error !== undefined) throw error;
      return { jpeg: Uint8Array.of(0xff), quality: 85, missingGlyphs: [], missingImages: [] };
    },
    storeFor: () => ({
      put: async () => {
        throw new CardError('store_failed', 'S3 did not take it.', {
          cause: new Error(`PUT https://s3/x?X-Amz-Signature=${query}`),
        });
      },
    }),
    log,
  });
  const given = {
    querystring: query,
    headers: Object.fromEntries(Object.entries(viewer).map(([key, value]) => [key, [{ key, value }]])),
  };
  const event = originRequestEvent(path, { config: headers });
  Object.assign(event.Records[0]?.cf.request ?? {}, given);
  const { uri } = (await originRequest(event)) as CloudFrontRequest;
  const answers: CloudFrontResultResponse[] = [];
  // Also as if origin-request were not there: then the viewer's own path comes to origin-response.
  for (const asked of [uri, path]) {
    const missing = originResponseEvent(asked, { config: headers, status });
    Object.assign(missing.Records[0]?.cf.request ?? {}, given);
    answers.push(await originResponse(missing));
  }
  return { lines, tokens, timing: JSON.stringify(answers.map((answer) => answer.headers?.['server-timing'])) };
}

test('whatever a request holds, no signature, token, key, query or header of a viewer is logged, and no line is long or wrong', async () => {
  const anything = fc.record({
    params,
    keys: fc.record({ signing: secret, page: secret }),
    refused: fc.option(fc.constantFrom('x-card-bucket', 'x-card-signing-keys', 'x-card-page-keys'), { freq: 5 }),
    query: secret,
    cookie: secret,
    status: fc.constantFrom('200', '404', '404', '404', '403'),
    spoilt: fc.constantFrom(...Object.keys(SPOILT)),
    mishap: fc.constantFrom(...Object.keys(MISHAPS)),
  });
  const seen = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(anything, async ({ params, keys, refused, query, cookie, status, spoilt, mishap }) => {
      const card = createCard('article', params);
      const signed = await signCardPath(card, keys.signing);
      const signature = signed.split('.').at(-2) ?? '';
      const path = SPOILT[spoilt]?.(signed, signature) ?? signed;
      const headers: Record<string, string> = { ...config, 'x-card-signing-keys': keys.signing, 'x-card-page-keys': keys.page };
      // Refused, because a key is too short: the complaint must not quote it.
      if (refused) headers[refused] = refused === 'x-card-bucket' ? 'B' : `${headers[refused]},tooshort-key`;
      const viewer = { cookie: `session=${cookie}`, authorization: `Bearer ${cookie}` };
      const { lines, tokens, timing } = await logged({ path, headers, query: `token=${query}`, viewer, status }, (job, url) =>
        MISHAPS[mishap]?.(job, url),
      );
      const secrets = [signature, keys.signing, keys.page, query, cookie, 'tooshort-key', 'token=', ...tokens];
      for (const line of lines) {
        expect(secrets.filter((each) => line.includes(each))).toEqual([]);
        expect(line.length).toBeLessThan(6000);
        const { event, outcome, _aws } = JSON.parse(line);
        if (event === 'request') expect(line.length).toBeLessThan(2500);
        if (_aws) expect(embeddedMetricProblems(line, Date.now())).toEqual([]);
        seen.add(outcome ?? event);
      }
      expect(lines.filter((line) => line.includes('"event":"request"'))).toHaveLength(3);
      expect(secrets.filter((each) => timing.includes(each))).toEqual([]);
    }),
    { numRuns: 300 },
  );
  // Otherwise it would prove less than it says.
  expect([...seen].sort()).toEqual(
    ['card', 'card_drawn', 'card_failed', 'card_found', 'default_card', 'origin_refused', 'store_failed'].sort(),
  );
});
