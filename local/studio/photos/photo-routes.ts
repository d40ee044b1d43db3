// The studio's routes of photos. They lead to the API and the inbox of the local stack and nowhere else, and give no address of theirs.
import { reviewKey, variantKey } from '../../../cloud/photos/photo-keys.ts';
import { StudioError } from '../exchange.ts';
import { passOn } from './pass-on.ts';
import type { PhotoCall, PhotoRoute } from './photo-call.ts';
import { sendPhotoFile } from './send-file.ts';
import { sendToInbox } from './send-to-inbox.ts';
import type { StudioPhotos } from './studio-photos.ts';

const ROOT = '/api/photos';
const ID = '([0-9a-hjkmnp-tv-z]{16})';

interface Path {
  /** As it is written for people. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly routes: Readonly<Record<string, PhotoRoute>>;
}

const path = (name: string, pattern: string, routes: Path['routes']): Path => ({
  name: `${ROOT}${name}`,
  pattern: new RegExp(`^${ROOT}${pattern}$`),
  routes,
});

const PATHS: readonly Path[] = [
  path('', '', { GET: passOn(() => '/photos', ['after']) }),
  path('/uploads', '/uploads', { POST: passOn(() => '/uploads') }),
  path('/uploads/<upload>', `/uploads/${ID}`, { GET: passOn(([upload]) => `/uploads/${upload}`) }),
  path('/uploads/<upload>/review', `/uploads/${ID}/review`, { POST: passOn(([upload]) => `/uploads/${upload}/review`) }),
  path('/inbox', '/inbox', { POST: sendToInbox }),
  path('/reviews', '/reviews', { GET: passOn(() => '/reviews') }),
  path('/reviews/<id>/1000.jpg', `/reviews/${ID}/1000.jpg`, {
    GET: sendPhotoFile(([id = '']) => reviewKey(id, '1000.jpg')),
  }),
  path('/removals/<removal>', `/removals/${ID}`, { GET: passOn(([removal]) => `/removals/${removal}`) }),
  path('/<id>', `/${ID}`, {
    GET: passOn(([id]) => `/photos/${id}`),
    DELETE: passOn(([id]) => `/photos/${id}`, ['versions']),
  }),
  path('/<id>/edits', `/${ID}/edits`, { POST: passOn(([id]) => `/photos/${id}/edits`) }),
  path('/<id>/<variant>.jpg', `/${ID}/(\\d{1,4}(?:x\\d{1,4})?)\\.jpg`, {
    GET: sendPhotoFile(([id = '', variant = '']) => variantKey(id, variant)),
  }),
];

export function isOfPhotos(pathname: string): boolean {
  return pathname === ROOT || pathname.startsWith(`${ROOT}/`);
}

/** Throws StudioError. */
export async function answerPhotos({
  photos,
  ...call
}: Omit<PhotoCall, 'named' | 'photos'> & { readonly photos: StudioPhotos | undefined }): Promise<void> {
  const { request, url } = call;
  for (const { name, pattern, routes } of PATHS) {
    const match = pattern.exec(url.pathname);
    if (!match) continue;
    const { method = 'GET' } = request;
    const route = Object.hasOwn(routes, method) ? routes[method] : undefined;
    if (!route) throw new StudioError(405, 'wrong_method', `${name} takes ${Object.keys(routes).join(', ')}.`);
    if (!photos) throw noPhotos();
    return route({ ...call, photos, named: match.slice(1) });
  }
  throw new StudioError(404, 'no_such_route', `There are ${PATHS.map(({ name }) => name).join(', ')}.`);
}

function noPhotos(): StudioError {
  return new StudioError(
    503,
    'no_photos',
    'This stack keeps its pictures in a store of somebody else’s, so it makes no photos. npm start makes a stack that does.',
  );
}
