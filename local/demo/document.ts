// The frame of the demo site's pages, as HTML. Values are escaped wherever they stand; tags that ogTags() made are HTML already.
import { escapeHtml } from '../../card-schema/escape-html.ts';

export interface Document {
  readonly title: string;
  /** Everything that crawlers read, as HTML. */
  readonly tags: string;
  /** Address of the studio, if there is one. */
  readonly studio?: string | undefined;
  /** HTML. */
  readonly main: string;
  /** Address of the page's one script, if it has one. */
  readonly script?: string;
  /** Address of the page for photos, if the site has it. */
  readonly photos?: string | undefined;
}

/** The tags stand first, because crawlers read the beginning of a page and some of them no more than that. */
export function documentHtml({ title, tags, studio, main, script, photos }: Document): string {
  return `<!DOCTYPE html>
<html lang="en" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
${tags}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/style.css">${script ? `\n<script type="module" src="${escapeHtml(script)}"></script>` : ''}
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="site-header">
<a class="brand" href="/">${MARK}Edgecard <span>demo site</span></a>
<nav aria-label="Site"><a href="/">All cards</a>${photos ? `<a href="${escapeHtml(photos)}">Your photos</a>` : ''}${studio ? `<a href="${escapeHtml(studio)}">Studio</a>` : ''}</nav>
</header>
<main id="content">
${main}
</main>
<footer class="site-footer">
<p>A main site as a team has one: it writes the tags with <code>ogTags()</code>, and its signing key stays on the server. The
pictures come from the picture origin. ${script ? 'This page alone runs a script, which sends your photo.' : 'This page runs no script.'}</p>
</footer>
</body>
</html>
`;
}

const MARK = `<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><rect width="24" height="24" rx="5" fill="#e8431f"/><rect x="4" y="5" width="16" height="13" fill="#faa44a"/><rect x="7" y="8" width="10" height="7" fill="#fff0d4"/></svg>`;

/** A text in its own language and direction. */
export function textHtml(element: string, text: string, language: string, className = ''): string {
  const named = className && ` class="${className}"`;
  return `<${element}${named} lang="${escapeHtml(language)}" dir="auto">${escapeHtml(text)}</${element}>`;
}
