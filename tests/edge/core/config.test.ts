import { describe, expect, test } from '@jest/globals';
import { createConfigParser, DEVELOPMENT_KEYS, parseConfig, SETTINGS, settingOf } from '../../../edge/core/config.ts';
import { CONFIG_HEADERS } from '../../support/events.ts';

describe('the configuration', () => {
  test('is read from origin custom headers, with defaults', () => {
    expect(parseConfig({ ...CONFIG_HEADERS, 'x-card-signing-keys': 'newer-signing-key, older-signing-key' })).toEqual({
      stage: 'prod',
      bucket: 'pictures',
      bucketRegion: 'us-east-1',
      site: 'https://cards.example.com',
      imageHosts: [],
      photoBucket: '',
      budgetMs: 8000,
      signingKeys: ['newer-signing-key', 'older-signing-key'],
      pageKeys: [CONFIG_HEADERS['x-card-page-keys']],
      commit: 'unknown',
    });
  });

  test('reports every problem at once, and quotes no secret', () => {
    const headers = {
      'x-card-site': 'http://cards.example.com',
      'x-card-budget-ms': '90000',
      'x-card-image-hosts': 'https://x',
      'x-card-signing-keys': 'hunter2',
    };
    expect(() => parseConfig(headers)).toThrow(
      'Bad configuration. x-card-bucket is missing: give an S3 bucket name. x-card-bucket-region is missing: give an AWS Region such as us-east-1. ' +
        'x-card-site must be the card site’s origin, https (http on 127.0.0.1 only), without a path; got "http://cards.example.com". ' +
        'x-card-image-hosts must be host names separated by commas; got "https://x". x-card-budget-ms must be milliseconds from 1000 to 25000; got "90000". ' +
        'x-card-signing-keys must be keys of at least 16 characters, without braces or quotation marks, separated by commas; without any, signed templates refuse; got something else. ' +
        'x-card-page-keys is missing: give keys of at least 16 characters, without braces or quotation marks, separated by commas.',
    );
  });

  test('is an error with a code', () => {
    expect(() => parseConfig({})).toThrow(expect.objectContaining({ name: 'CardError', code: 'bad_config' }));
  });

  test.each([
    ['x-card-bucket', ['abc', 'a.b-c.9', 'a'.repeat(63)], ['ab', 'a'.repeat(64), 'Pictures', '-abc', 'abc.', 'a_bc', 'abc\n']],
    [
      'x-card-bucket-region',
      ['us-east-1', 'us-gov-west-1'],
      ['us-east', 'us-east-10', 'us--1', 'US-east-1', 'xus-east-1', 'u-east-1'],
    ],
    [
      'x-card-site',
      ['https://cards.example.com', 'https://localhost:8443', 'http://127.0.0.1:9001'],
      [
        'https://cards.example.com/',
        'https://user@cards.example.com',
        'https://cards.example.com:',
        'xhttps://cards.example.com',
        'http://127.0.0.1',
        'http://127.0.0.1:9001/',
        'http://127.0.0.1.evil.example:80',
        'ftp://cards.example.com',
      ],
    ],
    [
      'x-card-image-hosts',
      ['images.example.com', 'a.example, b-2.example'],
      ['localhost', 'a.example,.b', 'a.example/x', 'a.example:80', 'u@a.example', '*.example'],
    ],
    ['x-card-photo-bucket', ['photos', 'a.b-c', 'x'.repeat(63)], ['no', 'Photos', 'a_b', 's3://photos', 'x'.repeat(64), 'a/b']],
    ['x-card-budget-ms', ['1000', '8000', '25000'], ['999', '0999', '25001', '100000', '8000ms', '-8000', '8e3']],
    [
      'x-card-signing-keys',
      ['k'.repeat(16), `${'k'.repeat(16)},${'l'.repeat(16)},`],
      [
        'k'.repeat(15),
        `${'k'.repeat(16)},short`,
        ',',
        ' ',
        '{{resolve:secretsmanager:edgecard/prod/signing-keys}}',
        `\${SigningKeys}${'k'.repeat(16)}`,
        '"signing": "abcdefghijklmnopqr"',
      ],
    ],
    ['x-card-commit', ['unknown', `${'0a'.repeat(20)}-changed`], ['a b', 'x'.repeat(65), 'a"b']],
    ['x-card-page-keys', ['k'.repeat(16)], ['k'.repeat(15), `short,${'k'.repeat(16)}`, ',', `{${'k'.repeat(16)}}`]],
    ['x-card-stage', ['dev', 'prod-2', 'S'.repeat(64)], ['a b', 'prod\n', 'ä', 'S'.repeat(65), 'sls:stage']],
  ])('may have %s %j, but not %j', (header, good, bad) => {
    for (const text of good) expect(() => parseConfig({ ...CONFIG_HEADERS, [header]: text })).not.toThrow();
    for (const text of bad) {
      expect(() => parseConfig({ ...CONFIG_HEADERS, [header]: text })).toThrow(`Bad configuration. ${header} must be `);
    }
  });

  test('splits lists at commas, without spaces and without what is empty', () => {
    const headers = { ...CONFIG_HEADERS, 'x-card-image-hosts': ' a.example ,, b.example,' };
    expect(parseConfig(headers).imageHosts).toEqual(['a.example', 'b.example']);
  });

  test('takes image hosts as people write them, in the spelling that addresses of images have', () => {
    const hosts = (text: string) => parseConfig({ ...CONFIG_HEADERS, 'x-card-image-hosts': text }).imageHosts;
    expect(hosts('IMAGES.App.com, Bücher.example,ＡＢ.example')).toEqual([
      'images.app.com',
      'xn--bcher-kva.example',
      'ab.example',
    ]);
    for (const text of [
      'a.example:443',
      'https://a.example',
      'a.example/x',
      'u@a.example',
      'a..example',
      '*.example',
      '[::1]',
      'a b.example',
      'localhost',
    ])
      expect(() => hosts(text)).toThrow(/x-card-image-hosts must be host names separated by commas; got/);
  });

  test('takes an empty header for a missing one', () => {
    expect(parseConfig({ ...CONFIG_HEADERS, 'x-card-budget-ms': '' }).budgetMs).toBe(8000);
    expect(parseConfig({ ...CONFIG_HEADERS, 'x-card-signing-keys': '', 'x-card-image-hosts': '' })).toMatchObject({
      signingKeys: [],
      imageHosts: [],
    });
    expect(() => parseConfig({ ...CONFIG_HEADERS, 'x-card-bucket': '' })).toThrow(
      'x-card-bucket is missing: give an S3 bucket name.',
    );
  });

  test('refuses the public development keys unless they are allowed by name', () => {
    const { 'x-card-development-keys': _, ...headers } = CONFIG_HEADERS;
    expect(() => parseConfig(headers)).toThrow('The development keys are public');
    expect(() => parseConfig({ ...headers, 'x-card-development-keys': 'true' })).toThrow('The development keys are public');
    const own = 'a key of our very own';
    for (const name of ['x-card-signing-keys', 'x-card-page-keys'] as const) {
      const both = { ...headers, 'x-card-signing-keys': own, 'x-card-page-keys': own };
      expect(() => parseConfig(both)).not.toThrow();
      const key = name === 'x-card-page-keys' ? DEVELOPMENT_KEYS.page : DEVELOPMENT_KEYS.signing;
      expect(() => parseConfig({ ...both, [name]: `${own},${key}` })).toThrow(
        'Bad configuration. The development keys are public: set keys of your own, or x-card-development-keys: allowed on your own machine.',
      );
    }
  });

  test('has a stage, whatever else is wrong, for the log and the metrics', () => {
    expect(settingOf('stage', { 'x-card-stage': 'prod' })).toBe('prod');
    expect([
      settingOf('stage', {}),
      settingOf('stage', { 'x-card-stage': '' }),
      settingOf('stage', { 'x-card-stage': 'not a stage' }),
    ]).toEqual(Array(3).fill('local'));
  });

  test('is parsed once while its headers stay the same', () => {
    const parse = createConfigParser();
    expect(parse({ ...CONFIG_HEADERS })).toBe(parse({ ...CONFIG_HEADERS }));
    expect(parse({ ...CONFIG_HEADERS, 'x-card-bucket': 'others' }).bucket).toBe('others');
  });

  test('has a header of its own for each setting, none that CloudFront forbids', () => {
    const headers = Object.values(SETTINGS).map(({ header }) => header);
    expect(new Set(headers).size).toBe(headers.length);
    for (const header of headers) expect(header).toMatch(/^x-card-[a-z-]+$/);
  });
});
