// Cards for Next.js’ App Router. In app/articles/[slug]/page.tsx:
//
//   export async function generateMetadata({ params }): Promise<Metadata> {
//     const article = await articleOf((await params).slug);
//     const page = { title: article.title, url: `https://app.com/articles/${article.slug}` };
//     return cardMetadata('article', { title: article.title, author: article.author }, page, {
//       origin: 'https://social.app.com',
//       signingKey: process.env.EDGECARD_SIGNING_KEY,
//     });
//   }
//
// generateMetadata runs on the server only, so the key stays there. Next escapes what it renders, and a page's openGraph takes the
// place of its layout's as a whole: add what else it shall hold, such as siteName.
import { type CardInput, type CardUrlOptions, cardPicture, lineOf, PICTURE_SIZE, type TemplateName } from '@edgecard/card-schema';

/** The part of Next's `Metadata` that a card fills, so that this file needs no package. It fits the whole type. */
export interface CardMetadata {
  title: string;
  openGraph: {
    title: string;
    url: string;
    images: { url: string; type: string; width: number; height: number; alt: string }[];
  };
  twitter: { card: 'summary_large_image'; title: string; images: { url: string; alt: string }[] };
}

export interface Page {
  readonly title: string;
  /** The page's own address, whole. */
  readonly url: string;
}

/** Whatever the article holds, there is a card; throws CardError for a wrong origin, key or template, or with `strict`. */
export async function cardMetadata<N extends TemplateName>(
  template: N,
  input: CardInput<N>,
  page: Page,
  options: CardUrlOptions,
): Promise<CardMetadata> {
  const { url, alt } = await cardPicture(template, input, options);
  const title = lineOf(page.title);
  return {
    title,
    openGraph: { title, url: page.url, images: [{ url, type: 'image/jpeg', ...PICTURE_SIZE, alt }] },
    twitter: { card: 'summary_large_image', title, images: [{ url, alt }] },
  };
}
