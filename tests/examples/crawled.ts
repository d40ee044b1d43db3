// A page as a crawler reads it, and texts that a page must survive.
import { expect } from '@jest/globals';
import ogs from 'open-graph-scraper';
import { verifyCardPath } from '../../card-schema/card-path.ts';
import type { Card } from '../../card-schema/catalogue.ts';

export const KEY = 'a-signing-key-of-the-test';
export const PICTURES = 'https://social.app.com';

export const ODD_TEXTS = [
  'Plain',
  'Tom & "Jerry" <3 \'cheese\' `code`',
  '"><script>alert(1)</script>',
  '</title></head><body onload=alert(1)>',
  '&lt;b&gt; &amp; &#x22; stay as they are',
  '--><img src=x onerror=alert(1)><!--',
  "$& $1 $` $' $$",
  '👩‍👩‍👧 🏳️‍🌈 7️⃣ Zoë',
  '⁧שלום & <عالم> "مرحبا"⁩',
];

/** An article's words for its picture, which are in the language of its title: English, but for the one in Arabic letters above. */
export function altOf(title: string, author: string): string {
  return /\p{Script=Arabic}/u.test(title) ? `${title}، بقلم ${author}` : `${title}, by ${author}`;
}

/** What a crawler finds: title, page address, picture with its words, and which card the picture's address is. */
export async function crawled(html: string) {
  const { result } = await ogs({ html });
  const [image, ...more] = result.ogImage ?? [];
  expect(more).toEqual([]);
  const url = new URL(image?.url ?? '');
  const card: Card = await verifyCardPath(url.pathname, [KEY]);
  return { title: result.ogTitle, url: result.ogUrl, image, twitter: result.twitterImage, card, origin: url.origin };
}
