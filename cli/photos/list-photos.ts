import type { ListedPhoto, PhotoPage } from './answers.ts';
import type { PhotoApi } from './api.ts';

/** All photos, a page at a time. */
export async function* listPhotos(api: PhotoApi): AsyncGenerator<readonly ListedPhoto[]> {
  let after: string | undefined = '';
  while (after !== undefined) {
    const path = after === '' ? '/photos' : `/photos?after=${after}`;
    const { photos, next } = (await api.ask({ path })) as PhotoPage;
    yield photos;
    after = next;
  }
}
