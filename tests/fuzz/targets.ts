// What is attacked, and what must hold for every input. A broken promise is an error that is thrown.

import * as nodeCrypto from 'node:crypto';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';
import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
import sharp from 'sharp';
import { formatCardPath, openCardPath, parseCardPath, signCardPath } from '../../card-schema/card-path.ts';
import { createCard, TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { formatPagePath, parsePagePath } from '../../card-schema/page-path.ts';
import type { Template } from '../../card-schema/template.ts';
import { formatValues, parseValues } from '../../card-schema/values.ts';
import { judgeImage, readImage } from '../../edge/adapters/images/judge-image.ts';
import { STATIC_OBJECTS } from '../../edge/core/answers.ts';
import { formatCardKey, parseCardKey } from '../../edge/core/card-key.ts';
import { parseConfig } from '../../edge/core/config.ts';
import { errorFields } from '../../edge/core/error-fields.ts';
import { pageToken } from '../../edge/core/page-url.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { guardSource } from '../../local/card-site/guard.ts';
import type { Random } from '../../tools/profile/gallery/random.ts';
import { gif } from '../attacks/pixel-bombs.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS, originRequestEvent, originResponseEvent } from '../support/events.ts';
import { LONG_KEYS, LONG_PATHS, PATH_LENGTHS } from './long-inputs.ts';
import { picturePathsTarget } from './picture-paths-target.ts';

export interface Target {
  readonly name: string;
  readonly seeds: readonly string[];
  /** Takes an input, throws when a promise is broken. Tells in a few words what became of it: another word is news. */
  readonly run: (input: string, random: Random) => string | Promise<string>;
  /** Hostile inputs of any length, for those that take more than 1,024 characters; its time must grow no faster than they do. */
  readonly long?: Readonly<Record<string, (length: number) => string>>;
  /** Each twice the one before; those of growth.ts where nothing is said. */
  readonly lengths?: readonly number[];
}

const SEEDS = JSON.parse(readFileSync(new URL('seeds.json', import.meta.url), 'utf8')) as Record<
  'paths' | 'keys' | 'tokens' | 'texts',
  string[]
>;
const KEYS = [CONFIG_HEADERS['x-card-signing-keys'], 'a-former-signing-key-of-edgecard'];
const PAGE_KEY = CONFIG_HEADERS['x-card-page-keys'];
const SPOILT_UTF16 = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const cards = EXAMPLES.map(({ card }) => card);
const signedPaths = await Promise.all(
  cards.flatMap((card) => KEYS.map((key, at) => signCardPath(card, key, at === 0 ? undefined : 'a47ca47ca47c'))),
);
/** Whoever holds a key may sign what is no list of values. */
const signedNoCards = ['null', '{}', '"x"', '[]'].map((json) => {
  const message = `article/${Buffer.from(json).toString('base64url')}`;
  return `/${message}.${macOf(message, KEYS[0])}.jpg`;
});
const cardKeys = cards.map((card) => formatCardKey(card, DESIGN_VERSIONS));

function macOf(message: string, key = ''): string {
  return createHmac('sha256', key).update(message).digest().subarray(0, 16).toString('base64url');
}

function promise(kept: boolean, what: string): void {
  if (!kept) throw new Error(`Broken promise: ${what}.`);
}

/** A refusal, in words without what is quoted. Anything but a CardError is a crash. */
function refusal(error: unknown): string {
  if (!(error instanceof CardError)) throw error;
  return `${error.code}: ${error.message.replace(/"(?:[^"\\]|\\.)*"|\d+/g, '…')}`;
}

function parsed(parse: () => string): string {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Broken promise')) throw error;
    return refusal(error);
  }
}

const PNG_START = '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0\x4b\x6d\x29\xdc';
const AVIF_START = '\0\0\0\x10ftypavif\0\0\0\0';

/** Small whole images of each type, three with EXIF. */
const dot = sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } });
const imageFiles = await Promise.all([
  dot.clone().jpeg().toBuffer(),
  dot.clone().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(),
  dot.clone().png().toBuffer(),
  dot.clone().webp().toBuffer(),
  dot.clone().webp({ lossless: true }).withMetadata({ orientation: 6 }).toBuffer(),
  dot.clone().avif().toBuffer(),
  dot.clone().avif().withMetadata({ orientation: 6 }).toBuffer(),
  dot.clone().gif().toBuffer(),
]);

/** A WebP with a chunk more, in Latin-1. */
function webpWith(name: string, content: string): string {
  const [webp = Buffer.alloc(0)] = imageFiles.slice(3);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  const file = Buffer.concat([webp, Buffer.from(name), length, Buffer.from(content, 'latin1')]);
  file.writeUInt32LE(file.length - 8, 4);
  return file.toString('latin1');
}

export const TARGETS: readonly Target[] = [
  {
    name: 'path parser',
    seeds: [...SEEDS.paths, ...signedPaths],
    long: LONG_PATHS,
    lengths: PATH_LENGTHS,
    run: (path) =>
      parsed(() => {
        const found = parseCardPath(path);
        promise(formatCardPath(found) === path, 'format(parse(path)) is the path');
        return `card of ${found.card.template}`;
      }),
  },
  {
    name: 'signature',
    seeds: [...signedPaths, ...signedNoCards, ...SEEDS.paths],
    run: async (path) => {
      try {
        const card = await openCardPath(path, KEYS);
        const [, message, signature] = /^\/(?:~[0-9a-f]{12}\/)?(.+?)(?:\.([^.]{22}))?\.jpg$/.exec(path) ?? [];
        const macs = KEYS.map((key) => macOf(message ?? '', key));
        promise(
          (signature === undefined) === (TEMPLATES[card.template].addressing !== 'open'),
          'open cards are signed, others not',
        );
        promise(signature === undefined || macs.includes(signature), 'the signature is one that node:crypto makes');
        return `opened ${card.template}`;
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('Broken promise')) throw error;
        return refusal(error);
      }
    },
  },
  {
    name: 'key parser',
    seeds: [...SEEDS.keys, ...cardKeys],
    long: LONG_KEYS,
    run: (key) =>
      parsed(() => {
        const { card, designVersion } = parseCardKey(key);
        promise(
          formatCardKey(card, { ...DESIGN_VERSIONS, [card.template]: designVersion }) === key,
          'format(parse(key)) is the key',
        );
        return `card of ${card.template}`;
      }),
  },
  {
    name: 'page path',
    seeds: cards.map(formatPagePath),
    long: Object.fromEntries(
      Object.entries(LONG_KEYS).map(([name, make]) => [name, (length: number) => make(length).slice(12, -4)]),
    ),
    run: (path) =>
      parsed(() => {
        const card = parsePagePath(path);
        promise(formatPagePath(card) === path, 'format(parse(page path)) is the page path');
        return `page of ${card.template}`;
      }),
  },
  {
    name: 'schema round trip',
    seeds: [...SEEDS.texts, ...signedPaths.slice(0, 4)],
    run: (text, random) =>
      parsed(() => {
        const template = random.pick(TEMPLATE_NAMES);
        const { examples, fields } = TEMPLATES[template] as unknown as Template;
        const params: Record<string, unknown> = { ...random.pick(Object.values(examples)) };
        const names = Object.keys(fields);
        for (let times = random.integer(1, 2); times > 0; times--) {
          params[random.pick([...names, ...names, ...names, 'other', '__proto__', 'constructor'])] = oddValue(text, random);
        }
        if (names.length > 0 && random.chance(0.1)) Reflect.deleteProperty(params, random.pick(names));
        const card = createCard(template, params);
        const values = formatValues(card);
        const again = parseValues(template, values);
        promise(JSON.stringify(again) === JSON.stringify(card), 'parse(format(card)) is the card');
        promise(formatValues(createCard(template, card.params)) === values, 'a card made of a card is the card');
        promise(!SPOILT_UTF16.test(JSON.stringify(card)), 'no text has half of a character');
        return `card of ${template}`;
      }),
  },
  {
    name: 'configuration',
    seeds: [
      'edgecard-pictures',
      'us-east-1',
      'https://cards.example.com',
      'a.example,b.example',
      '8000',
      'k'.repeat(16),
      ...SEEDS.texts,
    ],
    long: {
      commas: (length) => ','.repeat(length),
      keys: (length) => 'k,'.repeat(length / 2),
      hosts: (length) => 'a.'.repeat(length / 2),
    },
    run: (text, random) =>
      parsed(() => {
        const header = random.pick(Object.keys(CONFIG_HEADERS).concat('x-card-image-hosts', 'x-card-budget-ms'));
        try {
          parseConfig({ ...CONFIG_HEADERS, [header]: text });
        } catch (error) {
          const secret = /keys$/.test(header) && text.trim().length > 8;
          promise(!(secret && error instanceof Error && error.message.includes(text.trim())), 'a complaint quotes no key');
          throw error;
        }
        return `taken ${header}`;
      }),
  },
  {
    name: 'error for the log',
    seeds: [`The page does not open at https://a/b?token=${pageToken('/a', PAGE_KEY, 0)}`, ...signedPaths, ...SEEDS.texts],
    long: {
      digits: (length) => '1'.repeat(length),
      'digits and dots': (length) => '1.'.repeat(length / 2),
      questions: (length) => '?'.repeat(length),
      'almost a token': (length) => `1.${'A'.repeat(42)}!`.repeat(length / 45),
      'almost a signature': (length) => `.${'A'.repeat(22)}.jp`.repeat(length / 26),
      quotes: (length) => 'got "\\'.repeat(length / 6),
    },
    run: (text, random) => {
      const error = random.chance(0.5) ? new Error(text) : new CardError('page_failed', text, { cause: new Error(text) });
      const { code, ...rest } = errorFields(error);
      promise(
        Object.values(rest).every((value) => !/\d\.[A-Za-z0-9_-]{43}/.test(value)),
        'no token is left',
      );
      promise(
        Object.values(rest).every((value) => !/\.[A-Za-z0-9_-]{22}\.jpg/.test(value)),
        'no signature is left',
      );
      return code;
    },
  },
  { name: 'origin-request', seeds: [...SEEDS.paths, ...signedPaths, ...signedNoCards], run: originRequestTarget() },
  { name: 'origin-response', seeds: [...SEEDS.keys, ...cardKeys].map((key) => `/${key}`), run: originResponseTarget() },
  guardTarget(),
  picturePathsTarget([...SEEDS.paths, ...signedPaths], LONG_PATHS, PATH_LENGTHS),
  {
    name: 'image reader',
    seeds: [...imageFiles, gif(8, 9, 1, Buffer.from('21fe0468656c6c00', 'hex'))].map((bytes) => bytes.toString('latin1')),
    long: {
      'fill bytes': (length) => `\xff\xd8${'\xff'.repeat(length)}`,
      'empty segments': (length) => `\xff\xd8${'\xff\xfe\0\x02'.repeat(length / 4)}`,
      'segments without a length': (length) => `\xff\xd8${'\xff\xfe\0\0'.repeat(length / 4)}`,
      'bytes between segments': (length) => `\xff\xd8\xff\xe0\0\x02${'\x01'.repeat(length)}`,
      notes: (length) => `GIF89a\x08\0\x08\0\0\0\0${'!\xfe\x01x\0'.repeat(length / 5)}`,
      scans: (length) => `\xff\xd8${'\xff\xda\0\x02\xff\0'.repeat(length / 6)}`,
      chunks: (length) => `${PNG_START}${'\0\0\0\0tEXt\0\0\0\0'.repeat(length / 12)}`,
      boxes: (length) => AVIF_START + '\0\0\0\x08free'.repeat(length / 8),
      'boxes in boxes': (length) => AVIF_START + '\0\0\xff\xffmoov'.repeat(length / 8),
      'metas in metas': (length) => AVIF_START + '\0\0\0\x0cmeta\0\0\0\0'.repeat(length / 12),
      'places of items': (length) =>
        `${AVIF_START}\0\0\0\0meta\0\0\0\0\0\0\0\0iloc\x01\0\0\0\0\0\xff\xff${'\0\x01\0\0\0\0\xff\xff'.repeat(length / 8)}`,
      'a directory of EXIF': (length) =>
        webpWith('EXIF', `II*\0\x08\0\0\0\xff\xff${'\x13\x01\x03\0\x01\0\0\0\x06\0\0\0'.repeat(length / 12)}`),
      'one long note': (length) => `GIF89a\x08\0\x08\0\0\0\0!\xfe${'\x01x'.repeat(length / 2)}`,
    },
    run: (text) =>
      parsed(() => {
        const bytes = Buffer.from(text, 'latin1');
        const { name, width, height, orientation } = readImage(bytes, 'host');
        promise(Number.isInteger(width * height) && width * height > 0, 'a size is a whole number');
        promise([1, 2, 3, 4, 5, 6, 7, 8].includes(orientation), 'an orientation is one of eight');
        promise(judgeImage(bytes, 'host').bytes.length >= bytes.length, 'an image that is taken is handed on whole');
        return `${name} ${orientation}`;
      }),
  },
];

function oddValue(text: string, random: Random): unknown {
  const number = random.pick([-1, 0, 1, 240, 241, 0.5, 1e300, -0, Number.NaN, Number.POSITIVE_INFINITY]);
  return random.pick([
    text,
    text,
    text,
    [text],
    [text, text],
    number,
    null,
    undefined,
    true,
    {},
    { [text]: text },
    [],
    [[[text]]],
    () => text,
  ]);
}

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
