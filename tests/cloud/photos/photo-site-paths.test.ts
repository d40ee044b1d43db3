import { expect, test } from '@jest/globals';
import { photoUrl } from '../../../card-schema/photo-url.ts';
import { photoSitePaths } from '../../../cloud/photos/photo-keys.ts';
import { loadPhotoSiteGuard } from '../../../local/photos/site-guard.ts';
import { at } from '../../edge/guard-requests.ts';

test('an invalidation of the photo site names a photo as viewers ask for it, and as its cache has it', async () => {
  const id = '7h3k9m2p4q8r5t6v';
  const signingKey = 'a key for tests only';
  const { pathname } = new URL(await photoUrl({ id, width: 320 }, { origin: 'https://photos.app.com', signingKey }));
  const cached = loadPhotoSiteGuard([signingKey])(at({ uri: pathname }));
  const begins = photoSitePaths(id).map((path) => path.replace(/\*$/, ''));
  expect('uri' in cached && [pathname, cached.uri].map((path, at) => path.startsWith(begins[at] ?? 'nothing'))).toEqual([
    true,
    true,
  ]);
});
