// The addresses that a smoke test asks: pictures as CloudFront answers them, and the card site behind its real guard.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { startCardSite } from '../../../local/card-site/server.ts';
import { listen } from '../../../local/http/listen.ts';

const PICTURE = readFileSync(new URL('../../golden/score-classic.jpg', import.meta.url));

export async function openLiveSite() {
  const state = { status: 200, cardStatus: undefined as string | undefined, picture: PICTURE };
  const server = createServer((request, response) => {
    const isCard = /^\/\d+-\d+-\d+\.jpg$/.test(request.url ?? '');
    const headers = { 'content-type': 'image/jpeg', 'x-card-status': state.cardStatus ?? (isCard ? 'drawn' : 'default') };
    response.writeHead(state.status, headers).end(state.picture);
  });
  const pictures = await listen(server, 0);
  const cardSite = await startCardSite({ port: 0, directory: 'no-build', pageKeys: ['a-key-of-the-card-page'] });
  return {
    state,
    pictures: pictures.origin,
    cardSite: cardSite.origin,
    async close() {
      await pictures.close();
      await cardSite.close();
    },
  };
}
