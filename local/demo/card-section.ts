// A card on a page of the demo site: its picture, its tags as they stand in the head, and the code that makes them.

import { formatCardPath } from '../../card-schema/card-path.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { templateNamed } from '../../card-schema/catalogue.ts';
import { escapeHtml } from '../../card-schema/escape-html.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { isSigned } from '../../card-schema/template.ts';

/** With the card's address in the studio, if there is one. */
export function pictureHtml(url: string, alt: string, studio?: string): string {
  const { width, height } = PICTURE_SIZE;
  return `<figure class="picture">
<img src="${escapeHtml(url)}" width="${width}" height="${height}" alt="${escapeHtml(alt)}">
<figcaption><a href="${escapeHtml(url)}">The picture that crawlers get for this page</a>${studio ? `<a href="${escapeHtml(studio)}">Change it in the studio</a>` : ''}</figcaption>
</figure>`;
}

/** Whatever is written here can be taken away with a click and a key. */
export function tagsHtml(tags: string, card: Card, pictureOrigin: string): string {
  return `<section class="tags" aria-labelledby="tags">
<h2 id="tags">Its tags</h2>
<p class="note">As they stand in this page’s head, before anything else. A click selects all of them.</p>
<pre><code>${escapeHtml(tags)}</code></pre>
<h3>What a main site writes for them</h3>
<pre><code>${escapeHtml(sourceOf(card, pictureOrigin))}</code></pre>
<p class="note">${keyNote(card)}</p>
</section>`;
}

/** Title, description, address and type are the page's own. */
function sourceOf({ template, params }: Card, origin: string): string {
  const hasKey = isSigned(templateNamed(template));
  const options = hasKey ? `{ origin: '${origin}', signingKey }` : `{ origin: '${origin}' }`;
  return `import { ogTags } from '@edgecard/card-schema';
${hasKey ? '\nconst signingKey = process.env.EDGECARD_SIGNING_KEY;' : ''}
const tags = await ogTags('${template}', ${literal(paramsToWrite({ template, params } as Card))}, ${options});`;
}

/** What somebody has to write: params that are not the default. */
function paramsToWrite({ template, params }: Card): Readonly<Record<string, unknown>> {
  const { fields } = templateNamed(template);
  const isDefault = (name: string, value: unknown) => {
    const initial = fields[name]?.safeParse(undefined);
    return initial?.success && JSON.stringify(initial.data) === JSON.stringify(value);
  };
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => !isDefault(name, value)));
}

/** JSON as it is written in a source: names without quotation marks. */
function literal(value: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(value, undefined, 2).replace(/^( +)"([A-Za-z_]\w*)":/gm, '$1$2:');
}

/** HTML: what has to be known of the card's signature. */
function keyNote(card: Card): string {
  const template = templateNamed(card.template);
  if (isSigned(template))
    return 'The key signs the address, so that nobody else can have another card drawn. For this stack <code>npm start</code> prints it; <code>docs/4-main-site.md</code> has the rest.';
  if (template.addressing === 'fixed') return 'There is one such card, and its address needs no signature.';
  const address = `/?social=${formatCardPath({ card }).slice(1, -'.jpg'.length)}`;
  return `Cards of this template need no signature: there are only so many. So a page’s own address may say which: <a href="${address}">${address}</a>.`;
}
