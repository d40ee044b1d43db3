// @examples article score
import { describe, expect, test } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { createCard, TEMPLATE_NAMES, TEMPLATES } from '../../../card-schema/catalogue.ts';
import { cardMetadata } from '../../../examples/next/card-metadata.ts';
import { altOf, crawled, KEY, ODD_TEXTS, PICTURES } from '../../examples/crawled.ts';
import { hostilePages } from '../../examples/hostile-pages.ts';

// What Next's documentation of generateMetadata allows in the fields that we fill (nextjs.org/docs, "Metadata fields").
interface NextImage {
  url: string | URL;
  alt?: string;
  type?: string;
  width?: string | number;
  height?: string | number;
}
interface NextMetadata {
  title?: string | { absolute: string } | null;
  openGraph?: {
    title?: string | { absolute: string };
    url?: string | URL;
    images?: string | URL | NextImage | (string | URL | NextImage)[];
  } | null;
  twitter?: {
    card?: 'summary' | 'summary_large_image' | 'player' | 'app';
    title?: string | { absolute: string };
    images?: string | URL | NextImage | (string | URL | NextImage)[];
  } | null;
}

const options = { origin: PICTURES, signingKey: KEY };
const page = { title: 'A page', url: 'https://app.com/articles/a' };

/** The head that Next renders of it: React elements, one for each field of an image, named after the field. */
function headOf({ title, openGraph, twitter }: Awaited<ReturnType<typeof cardMetadata>>): string {
  const meta = (name: string, content: unknown) => <meta key={name} property={name} content={String(content)} />;
  const images = openGraph.images.flatMap(({ url, ...more }) => [
    meta('og:image', url),
    ...Object.entries(more).map(([field, value]) => meta(`og:image:${field}`, value)),
  ]);
  return renderToStaticMarkup(
    <head>
      <title>{title}</title>
      {meta('og:title', openGraph.title)}
      {meta('og:url', openGraph.url)}
      {images}
      <meta name="twitter:card" content={twitter.card} />
      {twitter.images.map(({ url }) => (
        <meta key={url} name="twitter:image" content={url} />
      ))}
    </head>,
  );
}

describe('the metadata for Next', () => {
  test('has the documented shape, and every image field that ogTags has', async () => {
    const metadata = await cardMetadata('score', { home: 12, away: 34, round: 10 }, page, options);
    const documented: NextMetadata = metadata; // compiles only if it fits
    expect(documented).toEqual({
      title: 'A page',
      openGraph: {
        title: 'A page',
        url: 'https://app.com/articles/a',
        images: [
          {
            url: `${PICTURES}/12-34-10.jpg`,
            type: 'image/jpeg',
            width: 1200,
            height: 630,
            alt: 'Home 12, Away 34, Round 10',
          },
        ],
      },
      twitter: {
        card: 'summary_large_image',
        title: 'A page',
        images: [{ url: `${PICTURES}/12-34-10.jpg`, alt: 'Home 12, Away 34, Round 10' }],
      },
    });
  });

  test.each(ODD_TEXTS)('renders to the tags of an article called %j', async (title) => {
    const metadata = await cardMetadata('article', { title, author: 'Zoë' }, { ...page, title }, options);
    const { card, image, twitter, ...read } = await crawled(headOf(metadata));
    expect(read).toEqual({ title, url: page.url, origin: PICTURES });
    expect(card).toMatchObject({ template: 'article', params: { title } });
    expect(image).toMatchObject({ type: 'image/jpeg', width: '1200', height: '630', alt: altOf(title, 'Zoë') });
    expect(twitter).toMatchObject([{ url: image?.url }]);
  });

  test.each(TEMPLATE_NAMES)('is plain data for every example of %s', async (template) => {
    for (const input of Object.values(TEMPLATES[template].examples)) {
      const metadata = await cardMetadata(template, input as never, page, options);
      expect(JSON.parse(JSON.stringify(metadata))).toEqual(metadata);
      expect((await crawled(headOf(metadata))).card).toEqual(createCard(template as string, input));
    }
  });

  test('says which field is wrong when it shall be strict', async () => {
    const metadata = cardMetadata('article', { title: '', author: 'Ada' }, page, { ...options, strict: true });
    await expect(metadata).rejects.toMatchObject({ code: 'invalid_params', message: expect.stringContaining('"title"') });
  });

  test.each(TEMPLATE_NAMES)('renders to usable tags whatever the data of 240 pages with a card of %s', async (template) => {
    for (const data of hostilePages(Object.keys(TEMPLATES[template].fields))) {
      const { title } = data as { title: string };
      const metadata = await cardMetadata(template, data as never, { ...page, title }, options);
      expect(JSON.parse(JSON.stringify(metadata))).toEqual(metadata);
      const { url, image, twitter } = await crawled(headOf(metadata));
      expect([url, image?.width, image?.alt]).toEqual([page.url, '1200', metadata.openGraph.images[0]?.alt]);
      expect(twitter).toMatchObject([{ url: image?.url }]);
    }
  });
});
