import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { imageAddressesOf, withImagesAt, withoutImages } from '../../card-schema/card-images.ts';
import type { CardPage, Drawn } from '../../card-schema/card-page.ts';
import { type Card, createCard, TEMPLATES as SCHEMAS } from '../../card-schema/catalogue.ts';
import { photoAddress, photoIdOf, photoPath } from '../../card-schema/photo-id.ts';
import { componentOf } from './cards/templates.tsx';
import { checkFit } from './check-fit.ts';
import { brokenImages, requestImages } from './decode-images.ts';
import { fitTexts } from './fit-texts.ts';
import { focusPhotos } from './focus-photos.ts';
import { keepImages } from './keep-images.ts';
import { loadFonts, type Setting } from './load-fonts.ts';
import { lostTextOf } from './lost-text.ts';
import { refusal } from './refusal.ts';
import { forgetTexts, setTexts } from './set-texts.ts';
import { languageParam, tagStage } from './tag-stage.ts';
import { textsOf } from './texts.ts';
import { withoutUnseenTexts } from './unseen.ts';

export interface DrawOptions {
  /** Where the page finds an image of the card. @default a photo on the page's own site, any other image at its own address */
  imageAddress?(address: string): string;
}

/** Draws one card after the other on the stage; see CardPage. */
export function createDraw(stage: HTMLElement, { imageAddress = pageAddress }: DrawOptions = {}): CardPage['draw'] {
  const commit = createCommit(stage, imageAddress);
  let last: { readonly name: string; readonly drawing: Promise<Drawn> } | undefined;

  async function drawCard(card: Card): Promise<Drawn> {
    tagStage(stage, card);
    forgetTexts(stage);
    const requested = await requestImages(imageAddressesOf(card).map(imageAddress));
    commit(card);
    const texts = textsOf(stage);
    const [setting, broken] = await Promise.all([loadFonts(texts), brokenImages(stage, requested)]);
    if (broken.length > 0) return drawWithout(broken, card);
    refuseLostText(lostTextOf(card, setting.missing, texts));
    layOut(stage, setting);
    keepImages(stage, new Set(requested.map(({ src }) => src)));
    return { missingGlyphs: [...new Set([...setting.missing, ...leftOut(stage)])], missingImages: [] };
  }

  /** The layout may be another one without an image, so the card is drawn from its beginning. */
  async function drawWithout(broken: readonly string[], card: Card): Promise<Drawn> {
    const urls = imageAddressesOf(card).filter((url) => broken.includes(absolute(imageAddress(url))));
    // An image of the template itself: the card site is broken, and the card must not be drawn without it.
    if (urls.length === 0) throw refusal('image failed', broken.join(' '));
    const { missingGlyphs, missingImages } = await drawCard(withoutImages(card, urls));
    return { missingGlyphs, missingImages: [...urls, ...missingImages] };
  }

  async function drawOrEmpty(card: Card): Promise<Drawn> {
    try {
      return await drawCard(card);
    } catch (error) {
      commit(undefined); // half a card must not be taken for one
      throw error;
    }
  }

  /** The drawing that is under way or done, or another one. */
  function drawingOf(card: Card): Promise<Drawn> {
    const name = JSON.stringify([card.template, card.params]);
    if (last?.name === name) return last.drawing;
    const before = last?.drawing;
    const drawing = Promise.resolve(before?.catch(() => {})).then(() => drawOrEmpty(card));
    last = { name, drawing };
    const forget = () => {
      if (last?.drawing === drawing) last = undefined;
    };
    // A refused card, or one without an image, may be asked for again: what was missing may have come back.
    drawing.then(({ missingImages }) => missingImages.length > 0 && forget(), forget);
    return drawing;
  }

  return async function draw(template, params, focuses = {}) {
    if (!Object.hasOwn(SCHEMAS, template)) throw refusal('unknown template', template);
    const drawn = await drawingOf(withoutUnseenTexts(createCard(template, params)));
    // Not a part of the drawing: the page begins with its card before it is given what the photos need.
    focusPhotos(stage, focuses, (id) => imageAddress(photoAddress(id)));
    return drawn;
  };
}

function layOut(stage: HTMLElement, setting: Setting): void {
  setTexts(stage, setting);
  fitTexts(stage);
  checkFit(stage);
}

function refuseLostText(field: string | undefined): void {
  if (field !== undefined) throw refusal('text lost', `no font has the letters of "${field}"`);
}

function absolute(address: string): string {
  return new URL(address, document.baseURI).href;
}

/** Of a photo on the page's own site, where no file is: the function that opens the page answers for it. */
function pageAddress(address: string): string {
  const id = photoIdOf(address);
  return id === undefined ? address : photoPath(id);
}

/** Renders a card onto the stage, or empties it. Throws what the card's component throws. */
function createCommit(stage: HTMLElement, imageAddress: (address: string) => string) {
  const uncaught: unknown[] = [];
  const root = createRoot(stage, {
    onUncaughtError: (error) => uncaught.push(error),
  });
  let count = 0;
  return function commit(card: Card | undefined): void {
    count += 1;
    uncaught.length = 0;
    // The key makes every card a tree of its own: no state, no fitted size, no cut text is left of the one before.
    const params = card && withImagesAt(card, imageAddress).params;
    const language = card && languageParam(card);
    flushSync(() => root.render(card && createElement(componentOf(card.template), { ...params, ...language, key: count })));
    if (uncaught.length > 0) throw uncaught[0];
  };
}

/** Marks that FitText left out of its texts. */
function leftOut(stage: HTMLElement): readonly string[] {
  const texts = stage.querySelectorAll<HTMLElement>('[data-left-out]');
  return Array.from(texts, ({ dataset }) => [...(dataset['leftOut'] ?? '')]).flat();
}
