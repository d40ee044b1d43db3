// @examples article
import { type Card, createCard, TEMPLATES } from '../../card-schema/catalogue.ts';
import { fieldInfo } from '../../card-schema/fields.ts';

/** A card whose payload S3 would not take in a key: texts of four bytes a character, two images of the longest address. */
export function longCard(title = ''): Card<'article'> {
  return createCard('article', {
    title: `${title}${'𠀀'.repeat(140 - title.length)}`,
    author: '𠀀'.repeat(60),
    section: '𠀀'.repeat(30),
    minutes: 240,
    theme: 'forest',
    cover: longestImage(),
    avatar: longestImage(),
  }) as Card<'article'>; // of this very template
}

function longestImage(): string {
  return 'https://images.edgecard.test/'.padEnd(fieldInfo(TEMPLATES.article.fields.cover).max ?? 0, 'a');
}
