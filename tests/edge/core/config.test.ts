import { describe, expect, test } from '@jest/globals';
import { createConfigParser, parseConfig, SETTINGS } from '../../../edge/core/config.ts';
import { CONFIG_HEADERS } from '../../support/events.ts';

describe('the configuration', () => {
  test('is read from origin custom headers, with defaults', () => {
    expect(parseConfig({ ...CONFIG_HEADERS, 'x-card-signing-keys': 'newer-signing-key, older-signing-key' })).toEqual({
      bucket: 'pictures',
      bucketRegion: 'us-east-1',
      site: 'https://cards.example.com',
      imageHosts: [],
      budgetMs: 8000,
      signingKeys: ['newer-signing-key', 'older-signing-key'],
      pageKeys: [CONFIG_HEADERS['x-card-page-keys']],
    });
  });

  test('tells every problem at once, and quotes no secret', () => {
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
        'x-card-signing-keys must be keys of at least 16 characters, separated by commas; without any, open templates refuse; got something else. ' +
        'x-card-page-keys is missing: give keys of at least 16 characters, separated by commas.',
    );
  });

  test('refuses the public development keys unless they are allowed by name', () => {
    const { 'x-card-development-keys': _, ...headers } = CONFIG_HEADERS;
    expect(() => parseConfig(headers)).toThrow('The development keys are public');
    expect(() => parseConfig({ ...headers, 'x-card-development-keys': 'true' })).toThrow('The development keys are public');
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
