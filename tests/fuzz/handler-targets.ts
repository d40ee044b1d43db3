// The handlers and the guard, given events that nobody would send.
import * as nodeCrypto from 'node:crypto';
import { createHmac } from 'node:crypto';
import { createContext, Script } from 'node:vm';
import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
import { CardError } from '../../card-schema/errors.ts';
import { formatPagePath } from '../../card-schema/page-path.ts';
import { STATIC_OBJECTS } from '../../edge/core/answers.ts';
import { parseCardKey } from '../../edge/core/card-key.ts';
import { pageToken } from '../../edge/core/page-url.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { guardSource } from '../../local/card-site/guard.ts';
import type { Random } from '../../tools/profile/gallery/random.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS, originRequestEvent, originResponseEvent } from '../support/events.ts';
import { promise } from './promises.ts';
import { cardKeys, cards, SEEDS, signedNoCards, signedPaths } from './seeds.ts';
import type { Target } from './target.ts';

export const PAGE_KEY = CONFIG_HEADERS['x-card-page-keys'];

export const HANDLER_TARGETS: readonly Target[] = [
  { name: 'origin-request', seeds: [...SEEDS.paths, ...signedPaths, ...signedNoCards], run: originRequestTarget() },
  { name: 'origin-response', seeds: [...SEEDS.keys, ...cardKeys].map((key) => `/${key}`), run: originResponseTarget() },
  guardTarget(),
];

/** Spoils an event wherever CloudFront itself is free: any header, any path, any status, parts that may be missing. */
function spoil(event: CloudFrontRequestEvent | CloudFrontResponseEvent, text: string, random: Random): void {
  const cf = event.Records[0]?.cf as unknown as {
    request: Record<string, unknown>;
    response?: Record<string, unknown>;
    config: Record<string, unknown>;
  };
  const { request, response, config } = cf;
  const origin = request['origin'] as { s3: { customHeaders: Record<string, unknown> } };
  const custom = origin.s3.customHeaders;
  const header = random.pick([...Object.keys(custom), 'x-card-image-hosts', 'x-card-budget-ms', text]);
  const values = random.pick([
    [],
    [{ value: text }],
    [{ key: text, value: text }],
    [{ key: header }],
    [{ value: '' }, { value: text }],
  ]);
  const spoilers: readonly (() => void)[] = [
    () => Object.assign(custom, { [header]: values }),
    () => Reflect.deleteProperty(custom, header),
    () => Reflect.deleteProperty(request, 'origin'),
    () =>
      Object.assign(request, { origin: random.pick([{}, { s3: {} }, { custom: { customHeaders: custom } }, { custom: {} }]) }),
    () => Object.assign(request, { headers: random.pick([{}, { [text]: values }]) }),
    () => Object.assign(request, { querystring: text }),
    () => Object.assign(request, { method: random.pick(['GET', 'HEAD', 'OPTIONS', 'POST', text]) }),
    () => Object.assign(config, { requestId: text }),
    () =>
      response &&
      Object.assign(response, { status: random.pick(['200', '206', '304', '403', '404', '416', '500', '503', '', text]) }),
    () => response && Object.assign(response, { headers: random.pick([{}, { [text.toLowerCase()]: values }]) }),
    () => response && Reflect.deleteProperty(response, 'headers'),
    () => response && Reflect.deleteProperty(response, 'statusDescription'),
  ];
  for (let times = random.integer(0, 2); times > 0; times--) random.pick(spoilers)();
}

function originRequestTarget(): Target['run'] {
  const handler = createOriginRequest({ designVersions: DESIGN_VERSIONS, log: () => {} });
  return async (path, random) => {
    const event = originRequestEvent(path);
    spoil(event, random.pick([path, ...SEEDS.texts]), random);
    const answer = (await handler(event)) as Partial<CloudFrontRequest>;
    const uri = answer.uri ?? '';
    promise(
      uri === path || STATIC_OBJECTS.has(uri) || /^\/[0-9a-f]{12}\/[a-z]+\/[A-Za-z0-9_-]+\.jpg$/.test(uri),
      'the request goes on to a key',
    );
    if (uri === path || STATIC_OBJECTS.has(uri)) return 'stored object';
    return `to ${parseCardKey(uri.slice(1), answer.headers?.['x-card-payload']?.[0]?.value).card.template}`;
  };
}

function originResponseTarget(): Target['run'] {
  let drawn: () => Promise<never> | { jpeg: Uint8Array; quality: number; missingGlyphs: string[]; missingImages: [] };
  const handler = createOriginResponse({
    readDrawingState: async () => undefined,
    designVersions: DESIGN_VERSIONS,
    fallbackPicture: Uint8Array.of(0xff, 0xd8),
    draw: async () => drawn(),
    storeFor: () => ({ put: async () => ({ created: true, etag: '"x"' }) }),
    log: () => {},
  });
  return async (uri, random) => {
    const event = originResponseEvent(uri);
    const text = random.pick([uri, ...SEEDS.texts]);
    drawn = random.pick([
      () => ({ jpeg: Uint8Array.of(0xff, 0xd8, 0xff), quality: 85, missingGlyphs: [text.charAt(0)], missingImages: [] }),
      () => Promise.reject(new Error(text)),
      () => Promise.reject(text),
      () => Promise.reject(undefined),
      () => Promise.reject(new CardError('image_refused', text)),
    ]);
    spoil(event, text, random);
    const answer = await handler(event);
    promise(typeof answer.status === 'string', 'the status is a string');
    for (const [name, values] of Object.entries(answer.headers ?? {})) {
      if (!/^(x-card-|cache-control$|content-type$|etag$|server-timing$)/.test(name)) continue;
      promise(
        values.every(({ value }) => typeof value === 'string' && /^[\x20-\x7e]*$/.test(value)),
        `${name} is ASCII`,
      );
    }
    return `${answer.headers?.['x-card-status']?.[0]?.value ?? 'passed on'} ${answer.bodyEncoding ?? ''}`;
  };
}

/** The guard as CloudFront runs it, but loaded once. A call through local/card-site/guard.ts costs a script of its own. */
function guardTarget(): Target {
  const sandbox = createContext({ require: () => nodeCrypto, Buffer }) as {
    handler?: (event: unknown) => Record<string, unknown>;
  };
  new Script(guardSource([PAGE_KEY, 'a-former-page-key-of-edgecard'])).runInContext(sandbox as object);
  const paths = cards.map(formatPagePath);
  const path = paths[0] ?? '';
  const now = Date.now();
  const seeds = [undefined, 'a47ca47ca47c'].flatMap((version) =>
    [0, 20_000_000].map((ahead) => pageToken(path, PAGE_KEY, now + ahead, version)),
  );
  return {
    name: 'guard',
    seeds: [...seeds, ...SEEDS.tokens],
    long: {
      digits: (length) => `${'1'.repeat(length)}.${'A'.repeat(43)}`,
      dots: (length) => '.'.repeat(length),
      letters: (length) => `1792108800.${'A'.repeat(length)}`,
      versions: (length) => '5c05e5c05e5c.'.repeat(length / 13),
    },
    run: (token, random) => {
      // A token of now, so that some are valid: the seeds would be too old in a minute.
      const fresh = random.chance(0.2) ? pageToken(path, PAGE_KEY, Date.now()) : token;
      const querystring = random.pick<Record<string, unknown>>([
        { token: { value: fresh } },
        { token: { value: fresh } },
        { token: { value: fresh, multiValue: [{ value: fresh }, { value: token }] } },
        { token: { value: fresh }, [token]: { value: '' } },
        { [token]: { value: token } },
        { __proto__: { value: fresh } },
        {},
      ]);
      const uri = random.pick([path, path, path, `${path}x`, token, '/']);
      const method = random.pick(['GET', 'GET', 'GET', 'HEAD', 'POST', token]);
      const answer = sandbox.handler?.({ request: { method, uri, querystring, headers: {}, cookies: {} } }) ?? {};
      if (answer['statusCode'] === 403) return 'denied';
      promise(uri === path && (method === 'GET' || method === 'HEAD'), 'only the page that is vouched for');
      const [mac = '', expiry = '', version] = fresh.split('.').reverse();
      const expected = createHmac('sha256', PAGE_KEY)
        .update([path, expiry, ...(version ? [version] : [])].join('\n'))
        .digest('base64url');
      promise(mac === expected && Math.abs(Number(expiry) * 1000 - Date.now()) < 95_000, 'the token is good');
      promise(/^\/(index|pages\/[0-9a-f]{12})\.html$/.test(String(answer['uri'])), 'it leads to a page');
      return `page ${String(answer['uri']).replace(/[0-9a-f]{12}/, '…')}`;
    },
  };
}
