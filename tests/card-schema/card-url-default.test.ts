import { describe, expect, test } from '@jest/globals';
import { cardUrl, ogTags } from '../../card-schema/card-url.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

const origin = 'https://social.app.com';

describe('the address of the default card', () => {
  test('needs no key, and has the design version where there is one', async () => {
    expect(await cardUrl('default', {}, { origin })).toBe(`${origin}/default.jpg`);
    expect(await cardUrl('default', {}, { origin, designVersions: DESIGN_VERSIONS })).toBe(
      `${origin}/~${DESIGN_VERSIONS.default}/default.jpg`,
    );
  });

  test.each(['social.app.com', 'https://social.app.com/cards', 'https://social.app.com/?x', 'ftp://social.app.com', ''])(
    'is not at the origin %p',
    async (given) => {
      await expect(cardUrl('default', {}, { origin: given })).rejects.toMatchObject({
        code: 'bad_config',
        message: `"origin" must be an origin such as https://social.app.com; got ${JSON.stringify(given)}.`,
      });
    },
  );

  test('stands in its tags, with secure_url where it is https', async () => {
    const tags = (await ogTags('default', {}, { origin })).split('\n');
    expect(tags).toHaveLength(9);
    expect(tags).toContain(`<meta name="twitter:image" content="${origin}/default.jpg">`);
    expect(tags).toContain(`<meta property="og:image:secure_url" content="${origin}/default.jpg">`);
    expect(await ogTags('default', {}, { origin: 'http://127.0.0.1:8080' })).not.toContain('secure_url');
  });
});
