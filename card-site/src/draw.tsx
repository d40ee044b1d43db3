import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import type { CardPage, Drawn } from '../../card-schema/card-page.ts';
import { type Card, createCard, TEMPLATES as SCHEMAS } from '../../card-schema/catalogue.ts';
import { componentOf } from './cards/templates.tsx';
import { checkFit } from './check-fit.ts';
import { decodeImages } from './decode-images.ts';
import { fitTexts } from './fit-texts.ts';
import { loadFonts } from './load-fonts.ts';
import { refusal } from './refusal.ts';
import { languageParam, tagStage } from './tag-stage.ts';
import { leaveOut, textsOf } from './texts.ts';

export interface DrawOptions {
  /** Where the page finds an image of the card: at the image's own address, if not said otherwise. */
  imageAddress?(address: string): string;
}

/** Draws one card after the other on the stage; see CardPage. */
export function createDraw(stage: HTMLElement, { imageAddress }: DrawOptions = {}): CardPage['draw'] {
  const uncaught: unknown[] = [];
  const root = createRoot(stage, {
    onUncaughtError: (error) => uncaught.push(error),
  });
  let last: { readonly name: string; readonly drawing: Promise<Drawn> } | undefined;
  let count = 0;

  function commit(card: Card | undefined): void {
    count += 1;
    uncaught.length = 0;
    // The key makes every card a tree of its own: no state, no fitted size, no cut text is left of the one before.
    const params = card && imageAddress ? withImageAddresses(card, imageAddress) : card?.params;
    const language = card && languageParam(card);
    flushSync(() => root.render(card && createElement(componentOf(card.template), { ...params, ...language, key: count })));
    if (uncaught.length > 0) throw uncaught[0];
  }

  async function drawCard(card: Card): Promise<Drawn> {
    try {
      tagStage(stage, card);
      commit(card);
      const texts = textsOf(stage);
      const [{ missing, rests }] = await Promise.all([loadFonts(texts), decodeImages(stage)]);
      for (const [text, rest] of rests) leaveOut(text, rest);
      fitTexts(stage);
      checkFit(stage);
      return { missingGlyphs: missing, missingImages: [] };
    } catch (error) {
      commit(undefined); // half a card must not be taken for one
      throw error;
    }
  }

  return async function draw(template, params) {
    if (!Object.hasOwn(SCHEMAS, template)) throw refusal('unknown template', template);
    const card = createCard(template, params);
    const name = JSON.stringify([card.template, card.params]);
    if (last?.name === name) return last.drawing;
    const before = last?.drawing;
    const drawing = Promise.resolve(before?.catch(() => {})).then(() => drawCard(card));
    last = { name, drawing };
    // A refused card may be asked for again: the image may have come back.
    drawing.catch(() => {
      if (last?.drawing === drawing) last = undefined;
    });
    return drawing;
  };
}

function withImageAddresses(card: Card, imageAddress: (address: string) => string): Card['params'] {
  const images = new Set(imageUrlsOf(card));
  const entries = Object.entries(card.params).map(([name, value]) => [name, images.has(value) ? imageAddress(value) : value]);
  return Object.fromEntries(entries);
}
