// How the networks show a page's card, as HTML without scripts: what the studio's previews know, drawn once more.
import { escapeHtml } from '../../card-schema/escape-html.ts';
import { cutText } from '../../card-site/networks/cut-text.ts';
import { attribution, type Cut, type Fact, type Network, type Piece } from '../../card-site/networks/network.ts';
import { NETWORKS } from '../../card-site/networks/networks.ts';
import { pictureShape } from '../../card-site/networks/picture-shape.ts';
import { textHtml } from './document.ts';

/** Nobody shares this machine's own name. */
const HOST = 'example.com';

/** What networks take from a page. */
export interface SharedPage {
  readonly picture: string;
  readonly title: string;
  readonly description: string;
  /** Of title and description. */
  readonly languages: { readonly title: string; readonly description: string };
}

export function previewsHtml(page: SharedPage): string {
  const previews = NETWORKS.map((network) => `<li>${previewHtml(network, page)}</li>`);
  return `<section class="networks" aria-labelledby="networks">
<div class="section-head">
<h2 id="networks">How the networks show it</h2>
<fieldset class="schemes"><legend>Their colours</legend>${SCHEMES.map(schemeHtml).join('')}</fieldset>
</div>
<p class="note">Drawn by us after what is known of each network. example.com stands for the name of your site.</p>
<ul class="networks-list">
${previews.join('\n')}
</ul>
</section>`;
}

const SCHEMES = ['yours', 'light', 'dark'] as const;

/** The style sheet looks which one is checked. */
function schemeHtml(scheme: (typeof SCHEMES)[number]): string {
  const checked = scheme === 'yours' ? ' checked' : '';
  return `<label><input type="radio" name="scheme" id="scheme-${scheme}"${checked}><span>${scheme}</span></label>`;
}

function previewHtml(network: Network, page: SharedPage): string {
  const { id, name, facts } = network;
  return `<article aria-labelledby="network-${id}">
<h3 id="network-${id}">${escapeHtml(name)}</h3>
${drawingHtml(network, page)}
<details><summary>What is known<span class="hidden"> of ${escapeHtml(name)}</span></summary>
<ul>${facts.map(factHtml).join('')}</ul></details>
</article>`;
}

/** What somebody sees in the network. The picture has its words on the page already. */
export function drawingHtml(network: Network, page: SharedPage): string {
  const { id, order, over } = network;
  const at = order.indexOf('picture');
  const covered = over ? textHtml('div', page.title, page.languages.title, 'networks-over') : '';
  return `<div class="networks-ground" data-network="${id}">
<div class="networks-card">${wordsHtml(order.slice(0, at), 'networks-above', network, page)}
<div class="networks-picture"><img src="${escapeHtml(page.picture)}" alt="">${covered}</div>
${wordsHtml(order.slice(at + 1), 'networks-below', network, page)}</div>
</div>`;
}

function wordsHtml(pieces: readonly Piece[], className: string, network: Network, page: SharedPage): string {
  if (pieces.length === 0) return '';
  const words = pieces.map((piece) => {
    if (piece === 'picture') return '';
    if (piece === 'host') return `<div class="networks-host">${HOST}</div>`;
    const cut = network[piece];
    return textHtml('div', cut ? cutText(page[piece], cut) : page[piece], page.languages[piece], `networks-${piece}`);
  });
  return `<div class="${className}">${words.join('')}</div>`;
}

function factHtml({ says, source }: Fact): string {
  const by = escapeHtml(attribution(source));
  const link = source.url === undefined ? by : `<a href="${escapeHtml(source.url)}" rel="noreferrer">${by}</a>`;
  return `<li>${escapeHtml(says)}. <span>${link}</span></li>`;
}

/** Shapes and cuts of each network: the pages' policy allows no style in the HTML. */
export function networkStyles(): string {
  return NETWORKS.map((network) => {
    const { aspectRatio, borderRadius } = pictureShape(network);
    const rule = (element: string, style: string) => `[data-network="${network.id}"] .networks-${element} { ${style} }\n`;
    const { title, description } = network;
    return [
      rule('picture', `aspect-ratio: ${aspectRatio}; border-radius: ${borderRadius}`),
      rule('title', clampStyle(title)),
      description ? rule('description', clampStyle(description)) : '',
    ].join('');
  }).join('');
}

function clampStyle(cut: Cut): string {
  return 'lines' in cut ? `-webkit-line-clamp: ${cut.lines}` : 'display: block';
}
