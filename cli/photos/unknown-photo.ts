// A photo that is not there: an id that was typed by hand may have a letter wrong.
import { photoAddress } from '../../card-schema/photo-id.ts';
import { ExpectedError } from '../terminal/errors.ts';
import { nearest } from '../terminal/nearest.ts';
import type { PhotoApi } from './api.ts';
import { listPhotos } from './list-photos.ts';

/** The API's code. */
const NO_SUCH_PHOTO = 'no_such_photo';

type ListIds = () => AsyncIterable<readonly { readonly id: string }[]>;

/** Asks the API about a photo. Throws ExpectedError `no_such_photo` with the one that was probably meant. */
export async function helpedWithId<T>(api: PhotoApi, id: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code !== NO_SUCH_PHOTO) throw error;
    throw await unknownPhoto(api.name, id, () => listPhotos(api));
  }
}

/** Whether the API knows no such photo any more. Where it cannot say so, the photo is taken to be there. */
export async function isGone(api: PhotoApi, id: string): Promise<boolean> {
  try {
    await api.ask({ path: `/photos/${id}` });
    return false;
  } catch (error) {
    if (error instanceof ExpectedError) return error.code === NO_SUCH_PHOTO;
    throw error;
  }
}

export async function unknownPhoto(place: string, id: string, list: ListIds): Promise<ExpectedError> {
  const meant = nearest(id, await firstIds(list));
  const hint = meant === undefined ? '`photo list` names those that are there.' : `Did you mean ${photoAddress(meant)}?`;
  return new ExpectedError(NO_SUCH_PHOTO, `There is no ${photoAddress(id)} in ${place}. ${hint}`);
}

/** Enough for a hint. */
const MAX_LOOKED_AT = 1000;

async function firstIds(list: ListIds): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of list()) {
    ids.push(...page.map(({ id }) => id));
    if (ids.length >= MAX_LOOKED_AT) break;
  }
  return ids;
}
