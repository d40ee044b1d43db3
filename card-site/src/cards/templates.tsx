import type { ComponentType } from 'react';
import type { CardParams, TemplateName } from '../../../card-schema/catalogue.ts';
import { Article } from './article/Article.tsx';
import { Default } from './default/Default.tsx';
import { Event } from './event/Event.tsx';
import { Quote } from './quote/Quote.tsx';
import { Score } from './score/Score.tsx';

/** One component for every template of the schema: leave one out and this does not compile. */
type Components = { readonly [N in TemplateName]: ComponentType<CardParams<N>> };

const COMPONENTS: Components = {
  score: Score,
  article: Article,
  quote: Quote,
  event: Event,
  default: Default,
};

export function componentOf(template: TemplateName): ComponentType<object> {
  const component = COMPONENTS[template] as ComponentType<object> | undefined; // the card's params are of the same template
  // A build does not check types, and React's own complaint names nothing.
  if (!component) throw new Error(`No component draws ${template}: name it in card-site/src/cards/templates.tsx.`);
  return component;
}
