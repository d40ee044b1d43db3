// The pages on which somebody drops a photo and sees the card of it, as HTML.
import { cardPicture, ogTags } from '../../../card-schema/card-url.ts';
import { type Card, createCard, templateNamed } from '../../../card-schema/catalogue.ts';
import { escapeHtml } from '../../../card-schema/escape-html.ts';
import { EXAMPLES } from '../../../card-schema/examples.ts';
import { fieldInfo } from '../../../card-schema/fields.ts';
import { MAX_SOURCE_BYTES } from '../../../cloud/photos/source-size.ts';
import { pictureHtml, tagsHtml } from '../card-section.ts';
import { documentHtml } from '../document.ts';
import { previewsHtml } from '../network-previews.ts';
import { pageTags, type Site, shared, studioAddress } from '../pages.ts';
import { type SitePage, titleOf } from '../site-map.ts';
import { cropsHtml, focusHtml } from './focus-section.ts';
import type { ShownPhoto } from './photo-calls.ts';
import { sizesHtml } from './sizes-section.ts';

/** A template's name has no hyphen, so no template can be here. */
export const PHOTOS_ADDRESS = '/your-photos';
export const SCRIPT_ADDRESS = `${PHOTOS_ADDRESS}/upload.js`;

/** As people choose files; what a file is, its bytes say. */
const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif,.heic,.heif';

const TITLE = 'Your photo on a card';
const DESCRIPTION =
  'Drop a photo: it is set upright, stripped of its place and camera, cropped so that every head is whole, and drawn into a card.';

export async function uploadPage({ origin, cards, studio }: Site, photos: readonly ShownPhoto[]): Promise<string> {
  const page = { title: TITLE, description: DESCRIPTION, address: PHOTOS_ADDRESS };
  const tags = `${pageTags(page, origin)}\n${await ogTags('default', {}, cards)}`;
  const main = `<h1>${TITLE}</h1>
<p class="lead">${DESCRIPTION}</p>
${FORM}
${listHtml(photos)}`;
  return documentHtml({ title: TITLE, tags, studio, main, script: SCRIPT_ADDRESS, photos: PHOTOS_ADDRESS });
}

const FORM = `<form class="upload" id="upload" data-max-bytes="${MAX_SOURCE_BYTES}" data-address="${PHOTOS_ADDRESS}">
<div class="drop" id="drop">
<p><strong>Drop a photo here</strong></p>
<p><label for="photo">or choose a file</label></p>
<p><input type="file" id="photo" name="photo" accept="${ACCEPTED}" aria-describedby="allowed"></p>
<p class="note" id="allowed">JPEG, PNG, WebP, GIF, AVIF or HEIC, at most ${MAX_SOURCE_BYTES / 1e6} MB and 60 megapixels (HEIC 50, AVIF 25). It stays on this machine.</p>
</div>
<p><label><input type="checkbox" id="blur" name="blur"> Make every face unrecognisable</label></p>
<div class="progress" id="progress" hidden><progress id="sent" max="1" value="0" aria-label="Sent"></progress></div>
<p class="state" id="state" role="status"></p>
<div class="review" id="review" hidden>
<img id="preview" alt="What would be published">
<p><button type="button" id="publish">Publish it as it is</button></p>
</div>
<noscript><p class="note">The page sends the photo with a script, which is switched off. <code>npm run -s cards -- photo add FILE</code> does the same.</p></noscript>
</form>`;

function listHtml(photos: readonly ShownPhoto[]): string {
  if (photos.length === 0) return '';
  const items = photos.map((photo) => {
    const small = photo.variants.find(({ name }) => name === '300x300');
    const picture = small ? `<img src="${escapeHtml(small.url)}" width="300" height="300" alt="" loading="lazy">` : '';
    const address = `${PHOTOS_ADDRESS}/${photo.id}`;
    return `<li><a href="${address}">${picture}<strong dir="auto">${escapeHtml(nameOf(photo))}</strong><span>${photo.id}</span></a></li>`;
  });
  return `<section class="group" aria-labelledby="there"><h2 id="there">Photos that are there</h2>
<ul class="thumbnails photos">${items.join('\n')}</ul>
</section>`;
}

function nameOf({ name, id }: ShownPhoto): string {
  return name === '' ? id : name;
}

/** Of a photo that there is not. */
export async function missingPhotoPage({ origin, cards, studio }: Site): Promise<string> {
  const title = 'No such photo';
  const description =
    'There is no photo of this address: it was removed, or the address has a letter or a digit too much or wrong.';
  const tags = `${pageTags({ title, description, address: PHOTOS_ADDRESS }, origin)}\n${await ogTags('default', {}, cards)}`;
  const main = `<h1>${title}</h1>
<p class="lead">${description}</p>
<p><a href="${PHOTOS_ADDRESS}">The photos that are there, and a field for another one</a></p>`;
  return documentHtml({ title, tags, studio, main, photos: PHOTOS_ADDRESS });
}

/** The photo, what was found in it, its crops, and the card of it with all that a page of the site says of a card. */
export async function photoPage({ origin, cards, studio }: Site, photo: ShownPhoto, photoSite: string): Promise<string> {
  const card = cardWith(photo);
  const { signingKey } = cards;
  const sizes = signingKey ? await sizesHtml(photo, { origin: photoSite, signingKey }) : '';
  const name = nameOf(photo);
  const way = `<nav class="way" aria-label="You are here"><a href="/">All cards</a> / <a href="${PHOTOS_ADDRESS}">Your photos</a> / ${photo.id}</nav>
<h1 class="long" dir="auto">${escapeHtml(name)}</h1>
<p class="lead">The photo <code>${photo.id}</code>, ${photo.width} × ${photo.height} pixels. A card names it by <code>photo:${photo.id}</code>.</p>`;
  if (!card) {
    const page = { title: name, description: DESCRIPTION, address: `${PHOTOS_ADDRESS}/${photo.id}` };
    const tags = `${pageTags(page, origin)}\n${await ogTags('default', {}, cards)}`;
    const none = '<p class="note">No template of this checkout shows an image, so there is no card of it.</p>';
    return documentHtml({
      title: name,
      tags,
      studio,
      photos: PHOTOS_ADDRESS,
      main: [way, none, focusHtml(photo), cropsHtml(photo), sizes].join('\n'),
    });
  }
  const options = { ...cards, strict: true };
  const page: SitePage = {
    status: 200,
    address: `${PHOTOS_ADDRESS}/${photo.id}`,
    title: titleOf(card),
    description: `A card with ${name}.`,
    card,
    shows: 'a card',
  };
  const params = card.params as never; // the card's own params, which fit its template whichever it is
  const tags = `${pageTags(page, origin)}\n${await ogTags(card.template, params, options)}`;
  const { url, alt } = await cardPicture(card.template, params, options);
  const main = [
    way,
    pictureHtml(url, alt, studio && studioAddress(studio, page)),
    focusHtml(photo),
    cropsHtml(photo),
    sizes,
    tagsHtml(tags, card, options.origin),
    previewsHtml(shared(page, url)),
  ];
  return documentHtml({ title: `${name} on a card`, tags, studio, photos: PHOTOS_ADDRESS, main: main.join('\n') });
}

/** The first example that shows an image, with the photo in its place. */
function cardWith({ id }: ShownPhoto): Card | undefined {
  for (const { card } of EXAMPLES) {
    const { template } = card;
    const params = card.params as Readonly<Record<string, unknown>>;
    const [field] = Object.entries(templateNamed(template).fields)
      .filter(([name, each]) => fieldInfo(each).kind === 'image' && params[name] !== '')
      .map(([name]) => name);
    if (field !== undefined) return createCard(template, { ...params, [field]: `photo:${id}` });
  }
  return undefined;
}
