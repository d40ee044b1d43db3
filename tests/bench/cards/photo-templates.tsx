// Stands for card-site/src/cards/templates.tsx in the site of photo-site.ts.
import cover from 'edgecard-bench/cover.jpg';
import { componentOf as ownComponentOf } from 'edgecard-bench/own-templates';
import { type ComponentType, createElement } from 'react';

/** A text: a project may have no article. */
export function componentOf(template: string): ComponentType<object> {
  const Own = ownComponentOf(template);
  if (template !== 'article') return Own;
  return function WithBundledCover(params: { readonly cover?: string }) {
    return createElement(Own, { ...params, cover: params.cover || cover } as object);
  };
}
