// The addresses that a smoke test asks: pictures as CloudFront and its functions answer them, with what may be wrong with them, and the
// card site behind its real guard.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { verifyCardPath } from '../../../../card-schema/card-path.ts';
import { DEFAULT_CARD } from '../../../../card-schema/catalogue.ts';
import { CACHE_CONTROL } from '../../../../edge/core/answers.ts';
import { startCardSite } from '../../../../local/card-site/server.ts';
import { listen } from '../../../../local/http/listen.ts';
import { projectPath } from '../../../../project-path.ts';

const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));

/** A picture of its own for each text, which is a comment in it. */
export function pictureOf(text: string): Buffer {
  const comment = Buffer.from(text);
  const marker = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([FALLBACK.subarray(0, 2), marker, comment, FALLBACK.subarray(2)]);
}
export const SIGNING_KEY = 'a-signing-key-of-this-deployment';
export const RUNNING = { commit: 'unknown', bundle: 'abcdef012345' };

export interface LiveState {
  status: number;
  /** In the place of what a card would have: the functions answer their fallback, or CloudFront does because they do not start. */
  cardStatus: string | undefined;
  /** Which code draws. */
  running: { readonly commit: string; readonly bundle: string };
  /** Whether S3 takes what was drawn. */
  stores: boolean;
  /** Whether CloudFront keeps what it has answered; `once`: for one more answer, where no invalidation reaches this double. */
  caches: boolean | 'once';
  /** Which picture a card has, where it is not one of its own. */
  picture: Uint8Array | undefined;
  /** Those that the functions have. */
  signingKeys: () => readonly string[] | Promise<readonly string[]>;
}

export const HEALTHY: LiveState = {
  status: 200,
  cardStatus: undefined,
  running: RUNNING,
  stores: true,
  caches: true,
  picture: undefined,
  signingKeys: () => [SIGNING_KEY],
};

export async function openLiveSite() {
  const state: LiveState = { ...HEALTHY };
  /** Headers of what CloudFront has, and paths of what the bucket has. */
  const cache = new Map<string, Readonly<Record<string, string>>>();
  const stored = new Set<string>();

  async function cardStatusOf(path: string): Promise<string> {
    if (state.cardStatus) return state.cardStatus;
    // A path's version is dropped in front of the cache.
    const plain = path.replace(/^\/~[0-9a-f]{12}/, '');
    const card = await verifyCardPath(plain, await state.signingKeys()).catch(() => DEFAULT_CARD);
    if (card.template === DEFAULT_CARD.template) return 'default';
    return stored.has(path) ? 'hit' : 'drawn';
  }

  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const bodyOf = (cardStatus = '') =>
      cardStatus === 'fallback'
        ? FALLBACK
        : (state.picture ?? pictureOf(cardStatus === 'default' ? cardStatus : path.slice(-250)));
    const cached = state.caches ? cache.get(path) : undefined;
    if (cached) {
      if (state.caches === 'once') cache.delete(path);
      response.writeHead(state.status, { ...cached, 'x-cache': 'Hit from cloudfront' }).end(bodyOf(cached['x-card-status']));
      return;
    }
    const cardStatus = await cardStatusOf(path);
    const { commit, bundle } = state.running;
    const isKept = cardStatus === 'hit' || (cardStatus === 'drawn' && state.stores);
    if (isKept) stored.add(path);
    const headers = {
      'content-type': 'image/jpeg',
      'x-card-status': cardStatus,
      'cache-control': isKept ? CACHE_CONTROL.card : CACHE_CONTROL.unstored,
      'server-timing': `total;dur=1, commit;desc="${commit}", bundle;desc="${bundle}"`,
    };
    cache.set(path, headers);
    response.writeHead(state.status, { ...headers, 'x-cache': 'Miss from cloudfront' }).end(bodyOf(cardStatus));
  });
  const pictures = await listen(server, 0);
  const cardSite = await startCardSite({ port: 0, directory: 'no-build', pageKeys: ['a-key-of-the-card-page'] });
  return {
    state,
    pictures: pictures.origin,
    cardSite: cardSite.origin,
    /** Of an invalidation, by its paths. */
    forget(paths: readonly string[]): void {
      for (const path of paths) cache.delete(path);
    },
    empty(): void {
      cache.clear();
      stored.clear();
    },
    async close() {
      await pictures.close();
      await cardSite.close();
    },
  };
}
