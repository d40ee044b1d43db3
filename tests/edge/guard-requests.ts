// Requests with a token as the guard of the card pages gets them.
import type { FunctionRequest } from '../../local/cloudfront/cloudfront-function.ts';
import { projectPath } from '../../project-path.ts';

export const NOW = Date.parse('2026-11-21T12:00:00Z');
export const OLD_KEY = 'old-page-key-old-page-key';
export const NEW_KEY = 'new-page-key-new-page-key';
export const PATH = '/article/WyJhIiwiYiJd';
export const GUARD = projectPath('edge/card-site-guard.js');

export const at = (request: Partial<FunctionRequest>) => ({
  version: '1.0' as const,
  context: {
    distributionDomainName: 'd.cloudfront.net',
    distributionId: 'E1',
    eventType: 'viewer-request' as const,
    requestId: 'r',
  },
  viewer: { ip: '203.0.113.9' },
  request: { method: 'GET', uri: PATH, querystring: {}, headers: {}, cookies: {}, ...request },
});
export const withToken = (value: string, request: Partial<FunctionRequest> = {}) =>
  at({ querystring: { token: { value } }, ...request });
export const seconds = NOW / 1000;
