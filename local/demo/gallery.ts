// Cards as thumbnails that lead to their pages, as HTML.
import { type CardUrlOptions, cardUrl } from '../../card-schema/card-url.ts';
import { type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { escapeHtml } from '../../card-schema/escape-html.ts';
import type { Example } from '../../card-schema/examples.ts';
import { fieldInfo, isOptional } from '../../card-schema/fields.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { addressingInWords } from '../../card-schema/template.ts';
import { textHtml } from './document.ts';
import { exampleAddress, examplesOf, languageOf, templateAddress, titleOf } from './site-map.ts';

/** Everything of one template, below a heading that leads to its page. */
export async function groupHtml(template: TemplateName, options: CardUrlOptions): Promise<string> {
  const { description } = templateNamed(template);
  const examples = examplesOf(template);
  return `<section class="group" aria-labelledby="${template}">
<div class="section-head">
<h2 id="${template}"><a href="${templateAddress(template)}">${template}</a></h2>
<p class="chips"><span>${addressingInWords(templateNamed(template))}</span><span>${examples.length} ${examples.length === 1 ? 'example' : 'examples'}</span></p>
</div>
<p class="note">${escapeHtml(description)}</p>
${await thumbnailsHtml(examples, options)}
</section>`;
}

export async function thumbnailsHtml(examples: readonly Example[], options: CardUrlOptions): Promise<string> {
  if (examples.length === 0) return '<p class="note">There is no example yet.</p>';
  return `<ul class="thumbnails">\n${(await Promise.all(examples.map((example) => thumbnailHtml(example, options)))).join('\n')}\n</ul>`;
}

async function thumbnailHtml(example: Example, options: CardUrlOptions): Promise<string> {
  const { card, name } = example;
  const picture = await cardUrl(card.template, card.params as never, options); // the card's own params
  const { width, height } = PICTURE_SIZE;
  return `<li><a href="${escapeHtml(exampleAddress(example))}"><img src="${escapeHtml(picture)}" width="${width}" height="${height}" alt="" loading="lazy">${textHtml('strong', titleOf(card), languageOf(card))}<span>${escapeHtml(name)}</span></a></li>`;
}

/** What a card of the template is made of; nothing for a template that is one card. */
export function fieldsHtml(template: TemplateName): string {
  const fields = Object.entries(templateNamed(template).fields);
  if (fields.length === 0) return '';
  const rows = fields.map(([name, field]) => {
    const { label, allowed } = fieldInfo(field);
    const needed = isOptional(field) ? 'optional' : 'required';
    return `<tr><th scope="row"><code>${escapeHtml(name)}</code></th><td>${escapeHtml(label)}</td><td>${needed}: ${escapeHtml(allowed)}</td></tr>`;
  });
  return `<div><h2 id="fields">Its fields</h2>
<div class="table" role="region" aria-labelledby="fields" tabindex="0"><table>
<thead><tr><th scope="col">Field</th><th scope="col">Label</th><th scope="col">What it takes</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
</div>`;
}
