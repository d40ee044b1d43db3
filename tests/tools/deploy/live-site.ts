// The addresses that a smoke test asks: pictures as CloudFront answers them, and the card site behind its real guard.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { formatCardPath } from '../../../card-schema/card-path.ts';
import { unsignedExample } from '../../../card-schema/example-card.ts';
import { startCardSite } from '../../../local/card-site/server.ts';
import { listen } from '../../../local/http/listen.ts';
import { projectPath } from '../../../project-path.ts';

const PICTURE = readFileSync(projectPath('edge/fallback.jpg'));

export async function openLiveSite() {
  const card = unsignedExample();
  const state = { status: 200, cardStatus: undefined as string | undefined, picture: PICTURE };
  const server = createServer((request, response) => {
    const isCard = card !== undefined && request.url === formatCardPath({ card });
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
