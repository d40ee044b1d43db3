// What was found in a photo, drawn over it, and the crops that follow from it.
import { escapeHtml } from '../../../card-schema/escape-html.ts';
import type { Box } from '../../../card-schema/photo-focus.ts';
import { focusOf } from '../../../card-schema/photo-heads.ts';
import { headsToHide } from '../../../cloud/photos/hidden-heads.ts';
import type { ShownPhoto } from './photo-calls.ts';

const CROPS = [
  { name: '1200x630', title: 'Card' },
  { name: '800x800', title: 'Cover' },
  { name: '300x300', title: 'Thumbnail' },
];

export function focusHtml(photo: ShownPhoto): string {
  const { heads, objects, point } = focusOf(photo, photo.detections, photo.edits);
  const whole = photo.variants.find(({ name }) => name === '1000');
  if (!whole) return '';
  const { width, height } = whole;
  const rect = ([left, top, wide, high]: Box, kind: string) =>
    `<rect class="${kind}" x="${px(left * width)}" y="${px(top * height)}" width="${px(wide * width)}" height="${px(high * height)}"/>`;
  const mark = point
    ? `<circle class="point" cx="${px(point[0] * width)}" cy="${px(point[1] * height)}" r="${px(height / 40)}"/>`
    : '';
  const found = [...objects.map(({ box }) => rect(box, 'object')), ...heads.map(({ head }) => rect(head, 'head'))];
  return `<section aria-labelledby="focus">
<h2 id="focus">What its crops keep</h2>
<p class="note">${escapeHtml(inWords(photo))}</p>
<div class="focus"><img src="${escapeHtml(whole.url)}" width="${width}" height="${height}" alt="The whole photo">
<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${found.join('')}${mark}</svg></div>
</section>`;
}

const px = (length: number) => Math.round(length * 10) / 10;

function inWords({ detections, edits, hidden }: ShownPhoto): string {
  const { faces, objects } = detections;
  const heads = faces.length === 1 ? '1 head' : `${faces.length} heads`;
  const labels = [...new Set(objects.map(({ label }) => label))];
  const found = [faces.length > 0 ? `${heads} (in a solid line)` : '', ...labels].filter((text) => text !== '');
  const what = found.length > 0 ? `Found: ${found.join(', ')}.` : 'Nothing was found, so crops are taken from the middle.';
  const count = headsToHide(edits, hidden).length;
  const blurred = edits.blur ? ` ${count === 1 ? '1 head is' : `${count} heads are`} hidden: look whether these are all.` : '';
  return `${what}${edits.focus ? ' A focal point was set by hand.' : ''}${blurred}`;
}

export function cropsHtml({ variants }: ShownPhoto): string {
  const crops = CROPS.flatMap(({ name, title }) => {
    const crop = variants.find((variant) => variant.name === name);
    if (!crop) return [];
    const { url, width, height } = crop;
    return `<li><figure><img src="${escapeHtml(url)}" width="${width}" height="${height}" alt="${title}"><figcaption>${title}, ${width} × ${height}</figcaption></figure></li>`;
  });
  return `<section aria-labelledby="crops">
<h2 id="crops">Its crops</h2>
<ul class="crops">${crops.join('\n')}</ul>
</section>`;
}
