import { expect, test } from '@jest/globals';
import { areOrigins } from '../../../tools/package/hosts.ts';

test.each([
  'https://cms.app.com',
  'https://cms.app.com,http://localhost:3000',
  'https://xn--mnchen-3ya.de',
  'http://127.0.0.1:8080',
])('an inbox takes photos from %s', (text) => expect(areOrigins(text)).toBe(true));

test.each([
  'https://cms.app.com/',
  'https://cms.app.com/photos',
  'https://CMS.app.com',
  'https://cms.app.com:443',
  'https://münchen.de',
  'https://a.com, https://b.com',
  'https://a.com,https://a.com',
  'https://a.com,',
  'cms.app.com',
  'ftp://cms.app.com',
  'https://ada:secret@cms.app.com',
  '*',
  'https://*.app.com',
  'null',
])('%s is no list of origins as browsers send them', (text) => expect(areOrigins(text)).toBe(false));
