import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

interface Policy {
  readonly security: object;
  readonly custom: { readonly Items: readonly { readonly Header: string; readonly Value: string }[] };
}

interface HeaderPolicies {
  readonly policyOf: (group: Readonly<Record<string, string>>) => Policy;
  readonly page: Policy;
  readonly assets: Policy;
}

const infra = projectPath('infra');
const { policyOf, page, assets } = createRequire(import.meta.url)(join(infra, 'card-site-headers.cjs')) as HeaderPolicies; // osls wants CommonJS

test('gives security headers the fields that CloudFront has for them', () => {
  const { security, custom } = policyOf({
    'Content-Security-Policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'deny',
  });
  expect(custom.Items).toEqual([]);
  expect(security).toEqual({
    ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
    ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
    StrictTransportSecurity: { AccessControlMaxAgeSec: 31536000, IncludeSubdomains: true, Preload: false, Override: true },
    ContentTypeOptions: { Override: true },
    FrameOptions: { FrameOption: 'DENY', Override: true },
  });
});

test('passes other headers on as they are', () => {
  expect(policyOf({ 'x-robots-tag': 'noindex' }).custom.Items).toEqual([
    { Header: 'x-robots-tag', Value: 'noindex', Override: true },
  ]);
});

test.each([
  ['x-content-type-options', 'sniff', 'only as "nosniff"'],
  ['strict-transport-security', 'for ever', 'must begin with max-age'],
])('refuses a value of %s that CloudFront cannot send', (header, value, complaint) => {
  expect(() => policyOf({ [header]: value })).toThrow(complaint);
});

test('the card page is neither stored nor indexed, and has a content security policy', () => {
  const items = Object.fromEntries(page.custom.Items.map(({ Header, Value }) => [Header, Value]));
  expect(items).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  expect(page.security).toHaveProperty('ContentSecurityPolicy');
});

test('assets are immutable', () => {
  const caching = assets.custom.Items.find(({ Header }) => Header === 'cache-control');
  expect(caching?.Value).toMatch(/immutable/);
});

test('no other site shows an asset in a frame: the studio’s live card is one', () => {
  expect(assets.security).toMatchObject({ FrameOptions: { FrameOption: 'SAMEORIGIN', Override: true } });
});
