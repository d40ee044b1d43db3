import type { Fault } from '../fault.ts';
import type { Asked, Meddle } from '../fault-proxy.ts';
import { pass } from '../fault-proxy.ts';
import { answer, changed, changedBody, drip, endless, half, hang, later, reset, times, where } from '../meddling.ts';
import { drawingBy, isScript } from './drawing.ts';
import { proxied } from './proxied.ts';

const isPage = ({ path }: Asked) => !path.startsWith('/assets/');
export const isFont = ({ path }: Asked) => path.endsWith('.woff2');

/** Its page states another design version of one template, so that it is warm for cards of the others. */
const ofOtherDeployment = where(
  isScript,
  changedBody((body) => Buffer.from(body.toString().replace(/(score["']?:\s*["'`])[0-9a-f]{12}/, '$1000000000000'))),
);

/** Asked by a browser that has just been started: a warm page needs the card site no more. */
const fresh = { seam: 'card site', from: 'no browser' } as const;
const site = (meddle: Meddle) => proxied('site', meddle);

export const CARD_SITE_FAULTS: readonly Fault[] = [
  {
    ...fresh,
    name: 'refuses connections',
    expected: 'fallback',
    switchOn: ({ site }) => site.refuse(),
    logged: /does not answer/,
    quick: true,
  },
  {
    seam: 'card site',
    name: 'refuses connections, but the page is warm',
    expected: 'card',
    from: 'lost',
    switchOn: ({ site }) => site.refuse(),
    checked: true, // see refuse
    logged: /"outcome":"card_drawn".*"browserStarts":0\b/,
  },
  { ...fresh, name: 'accepts and never answers', expected: 'fallback', ...site(hang), logged: /out_of_time/ },
  { ...fresh, name: 'resets every connection', expected: 'fallback', ...site(reset) },
  {
    ...fresh,
    name: 'resets the first connection',
    expected: 'card',
    budgetMs: 5000,
    ...site(times(1, reset)),
    logged: /browser_retry/,
  },
  { ...fresh, name: 'is slow, 300 ms for every file', expected: 'card', budgetMs: 5000, ...site(later(300)) },
  { ...fresh, name: 'sends its page byte by byte', expected: 'fallback', ...site(where(isPage, drip)) },
  { ...fresh, name: 'sends a page without end', expected: 'fallback', budgetMs: 5000, ...site(where(isPage, endless)) },
  { ...fresh, name: 'answers 500', expected: 'fallback', ...site(answer(500)), logged: /site_refused/ },
  {
    ...fresh,
    name: 'answers 503 to the first request for the script',
    expected: 'card',
    budgetMs: 5000,
    ...site(where(isScript, times(1, answer(503)))),
  },
  {
    ...fresh,
    name: 'answers 403, as to a wrong token',
    expected: 'fallback',
    ...site(where(isPage, answer(403))),
    logged: /site_refused/,
  },
  {
    ...fresh,
    name: 'redirects elsewhere',
    expected: 'fallback',
    ...site(where(isPage, answer(302, '', { location: 'https://elsewhere.test/' }))),
    logged: /site_refused/,
  },
  { ...fresh, name: 'breaks off in the middle of its page', expected: 'fallback', ...site(where(isPage, half)) },
  { ...fresh, name: 'breaks off in the middle of its script', expected: 'fallback', ...site(where(isScript, half)) },
  {
    ...fresh,
    name: 'breaks off once, then is whole',
    expected: 'card',
    budgetMs: 5000,
    ...site(where(isScript, times(1, half))),
  },
  {
    ...fresh,
    name: 'has half a script, declared as whole',
    expected: 'fallback',
    ...site(
      where(
        isScript,
        changedBody((body) => body.subarray(0, body.length >> 1)),
      ),
    ),
  },
  {
    ...fresh,
    name: 'declares a compression that it does not have',
    expected: 'fallback',
    ...site(
      where(
        isScript,
        changed((answered) => ({ ...answered, headers: { ...answered.headers, 'content-encoding': 'gzip' } })),
      ),
    ),
  },
  {
    ...fresh,
    name: 'has no fonts',
    expected: 'fallback',
    budgetMs: 5000,
    ...site(where(isFont, answer(404))),
    logged: /font failed/,
  },
  { ...fresh, name: 'never sends its fonts', expected: 'fallback', ...site(where(isFont, hang)) },
  {
    ...fresh,
    name: 'is of another deployment',
    expected: 'fallback',
    ...site(ofOtherDeployment),
    logged: /version_mismatch/,
    quick: true,
  },
  {
    seam: 'card site',
    name: 'is of another deployment, and so is the page of the warm browser',
    expected: 'fallback',
    warmSite: ofOtherDeployment,
    ...site(ofOtherDeployment),
    logged: /version_mismatch/,
  },
  {
    seam: 'card site',
    name: 'was of another deployment when the warm browser opened its page',
    expected: 'card',
    warmSite: ofOtherDeployment,
    ...site(where(isPage, pass)),
    logged: /"outcome":"card_drawn".*"browserStarts":0\b/,
    quick: true,
  },
  {
    ...fresh,
    name: 'has a page that is not a card page',
    expected: 'fallback',
    ...site(where(isPage, answer(200, '<!doctype html><p>Maintenance', { 'content-type': 'text/html' }))),
    logged: /site_refused/,
  },
  {
    ...fresh,
    name: 'has a page that is never ready',
    expected: 'fallback',
    budgetMs: 5000,
    ...site(drawingBy('() => new Promise(() => {})')),
    logged: /out_of_time/,
  },
  {
    ...fresh,
    name: 'has a page that throws',
    expected: 'fallback',
    ...site(drawingBy('async () => { throw new Error("out of order") }')),
    logged: /draw_failed/,
  },
  {
    ...fresh,
    name: 'has a page that shows nothing',
    expected: 'fallback',
    budgetMs: 5000,
    ...site(drawingBy('async () => { document.body.replaceChildren(); return { missingGlyphs: [], missingImages: [] } }')),
    logged: /blank/,
  },
  {
    ...fresh,
    name: 'has a page that hangs in a loop',
    expected: 'fallback',
    budgetMs: 5000,
    ...site(drawingBy('() => { for (;;); }')),
  },
  {
    ...fresh,
    name: 'has a page that goes elsewhere while it draws',
    expected: 'fallback',
    ...site(drawingBy('() => { location.href = "/assets/none.html"; return new Promise(() => {}); }')),
  },
];
