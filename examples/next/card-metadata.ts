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
import { type CardUrlOptions, cardUrl } from '../../card-schema/card-url.ts';
import { type CardInput, createCard, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';

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

/** Throws CardError when a field is missing, too long or of the wrong kind; the message names it. */
export async function cardMetadata<N extends TemplateName>(
  template: N,
  input: CardInput<N>,
  { title, url: pageUrl }: Page,
  options: CardUrlOptions,
): Promise<CardMetadata> {
  const url = await cardUrl(template, input, options);
  const { params } = createCard(template as string, input);
  const alt = templateNamed(template).alt(params);
  return {
    title,
    openGraph: { title, url: pageUrl, images: [{ url, type: 'image/jpeg', ...PICTURE_SIZE, alt }] },
    twitter: { card: 'summary_large_image', title, images: [{ url, alt }] },
  };
}
