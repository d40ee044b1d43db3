/** The fonts of the bench's cards, written by site.ts before each build. */
declare module 'edgecard-bench/fonts.css';

/** A picture that is bundled, by photo-site.ts. */
declare module 'edgecard-bench/cover.jpg' {
  const address: string;
  export default address;
}

/** card-site/src/cards/templates.tsx, whose style sheets this folder's compiler does not know. */
declare module 'edgecard-bench/own-templates' {
  import type { ComponentType } from 'react';

  export function componentOf(template: string): ComponentType<object>;
}
