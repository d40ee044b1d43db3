// A photo as pages of a main site show it: in the sizes that their slots have.
import { escapeHtml } from '../../../card-schema/escape-html.ts';
import { type PhotoUrlOptions, photoUrl } from '../../../card-schema/photo-url.ts';
import type { ShownPhoto } from './photo-calls.ts';

/** Of the crop, width to height. */
const RATIO = 16 / 9;
const WIDTHS = [320, 640, 960] as const;
const TYPES = ['avif', 'webp', 'jpg'] as const;

/** The demo's own tags, as its browser gets them and as a reader can copy them. */
export async function sizesHtml({ id }: ShownPhoto, options: PhotoUrlOptions): Promise<string> {
  const addressOf = (width: number, type: (typeof TYPES)[number]) =>
    photoUrl({ id, width, height: Math.round(width / RATIO), type }, options);
  const sources = await Promise.all(
    TYPES.map(async (type) => {
      const each = await Promise.all(WIDTHS.map(async (width) => `${await addressOf(width, type)} ${width}w`));
      return { type, srcset: each.join(', ') };
    }),
  );
  const better = sources
    .filter(({ type }) => type !== 'jpg')
    .map(({ type, srcset }) => `<source type="image/${type}" srcset="${escapeHtml(srcset)}" sizes="320px">`);
  const jpeg = sources.find(({ type }) => type === 'jpg');
  const image = `<img src="${escapeHtml(await addressOf(WIDTHS[0], 'jpg'))}" srcset="${escapeHtml(jpeg?.srcset ?? '')}" sizes="320px" width="320" height="${Math.round(WIDTHS[0] / RATIO)}" alt="The photo, cropped to 16:9">`;
  const tags = ['<picture>', ...better, image, '</picture>'].join('\n');
  return `<section aria-labelledby="sizes">
<h2 id="sizes">In any size</h2>
<p class="note">The photo site makes each size once, around the same heads. <code>photoUrl()</code> signs its address, as <code>cardUrl()</code> does that of a card.</p>
<p>${tags}</p>
<details><summary>The tags</summary><pre tabindex="0"><code>${escapeHtml(tags)}</code></pre></details>
</section>`;
}
