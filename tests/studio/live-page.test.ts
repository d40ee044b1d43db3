import { expect, test } from '@jest/globals';
import { DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { createLivePage } from '../../local/studio/live-page.ts';

test('starts no browser for shots that still wait when it is closed', async () => {
  const livePage = createLivePage(() => 'http://127.0.0.1:1/');
  const shots = [livePage.shoot(DEFAULT_CARD), livePage.shoot(DEFAULT_CARD)].map((shot) => shot.catch((error: unknown) => error));
  await livePage.close();
  for (const refused of await Promise.all(shots)) expect(refused).toMatchObject({ code: 'studio_closed', status: 503 });
});
