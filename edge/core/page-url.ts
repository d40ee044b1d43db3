// The address that opens a card's page, with the token that card-site-guard.js checks.
import { createHmac } from 'node:crypto';
import type { Card } from '../../card-schema/catalogue.ts';
import { formatPagePath } from '../../card-schema/page-path.ts';
import { TOKEN_LIFE_SECONDS } from './time-limits.ts';

/**
 * The token for a page path: `<expiry in unix seconds>.<base64url of HMAC-SHA-256(key, path \n expiry)>`. With a design version in
 * front, which is vouched for as well, it opens the page that draws this very design, so that functions of different deployments
 * find the page of their own.
 */
export function pageToken(path: string, pageKey: string, nowMs: number, designVersion?: string): string {
  const expiry = Math.floor(nowMs / 1000) + TOKEN_LIFE_SECONDS;
  // The newline keeps the last digits of a path from being read as the first of the expiry.
  const version = designVersion === undefined ? [] : [designVersion];
  const mac = createHmac('sha256', pageKey)
    .update([path, expiry, ...version].join('\n'))
    .digest('base64url');
  return [...version, expiry, mac].join('.');
}

export function pageUrl(card: Card, site: string, pageKey: string, nowMs: number, designVersion?: string): string {
  const path = formatPagePath(card);
  return `${site}${path}?token=${pageToken(path, pageKey, nowMs, designVersion)}`;
}
