// @examples article event quote
// Stands for card-site/src/cards/templates.tsx in the bench's build of the card site.
import type { ComponentType } from 'react';
import type { Card, TemplateName } from '../../../card-schema/catalogue.ts';
import { elementOf } from './elements.tsx';
import 'edgecard-bench/fonts.css';

const asset = {
  photo: new URL('../../../local/demo/images/harbour.jpg', import.meta.url).href,
  marit: new URL('../../../local/demo/images/marit.jpg', import.meta.url).href,
  jonas: new URL('../../../local/demo/images/jonas.jpg', import.meta.url).href,
  ada: new URL('./ada.jpg', import.meta.url).href,
};

export function componentOf(template: TemplateName): ComponentType<object> {
  return function BenchCard(params) {
    const card = { template, params } as unknown as Card; // draw() has checked them against the schema of this template
    const own = card.template === 'article' ? card.params : { cover: '', avatar: '' };
    // Remote images are handed to the page by the handler; without any the card site's own have the same bytes.
    const images = { photo: own.cover || asset.photo, faces: [own.avatar || asset.marit, asset.jonas, asset.ada] };
    return elementOf(card, images);
  };
}
