// Static pages whose cards are put in at build time: node examples/static-site/build.ts FROM TO > cards.txt
//
// A page says which card it has in a comment of its head, `<!-- card article {"title": "…", "author": "…"} -->`, and the comment
// is replaced by the tags. In its JSON write \u003e for a `>` that would end the comment. Every other file is copied. Printed are
// the cards' addresses, one per line: the list that `npm run -s cards -- prerender cards.txt` draws before anyone asks. What had
// to be mended for a card goes to stderr; with `strict: true` among the options it ends the build instead.
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CardInput, type CardUrlOptions, cardUrl, knownTemplate, ogTags, type TemplateName } from '@edgecard/card-schema';

export interface BuildOptions {
  readonly from: string;
  readonly to: string;
  readonly cards: CardUrlOptions;
}

/** Gives the addresses of the cards. */
export async function buildSite({ from, to, cards }: BuildOptions): Promise<readonly string[]> {
  await cp(from, to, { recursive: true });
  const pages = (await readdir(to, { recursive: true })).filter((name) => name.endsWith('.html')).sort();
  const urls: string[] = [];
  for (const name of pages) {
    const file = join(to, name);
    const filled = await fillPage(name, await readFile(file, 'utf8'), cards);
    if (!filled) continue;
    await writeFile(file, filled.html);
    urls.push(filled.url);
  }
  return urls;
}

const BEGIN = '<!-- card ';
const END = ' -->';

async function fillPage(name: string, html: string, options: CardUrlOptions) {
  const begin = html.indexOf(BEGIN);
  if (begin < 0) return undefined;
  const end = html.indexOf(END, begin);
  if (end < 0) throw new Error(`${name}: the comment that names the card does not end with "${END}".`);
  if (html.includes(BEGIN, end)) throw new Error(`${name}: a second comment names a card; a page has one.`);
  try {
    const { template, input } = parseComment(html.slice(begin + BEGIN.length, end));
    const url = await cardUrl(template, input, options);
    const onWarning = ({ message }: { readonly message: string }) => console.warn(`${name}: ${message}`);
    const tags = await ogTags(template, input, { onWarning, ...options });
    // Cut, not replaced: in a replacement $& and its like would mean something.
    return { html: html.slice(0, begin) + tags + html.slice(end + END.length), url };
  } catch (cause) {
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function parseComment(text: string): { template: TemplateName; input: CardInput<TemplateName> } {
  const space = text.indexOf(' ');
  const template = knownTemplate(text.slice(0, space < 0 ? text.length : space));
  // Whatever the JSON holds, ogTags makes the best of it, or refuses it if it shall.
  return { template, input: JSON.parse(space < 0 ? '{}' : text.slice(space)) as CardInput<TemplateName> };
}

if (process.argv[1] === import.meta.filename) {
  const [from, to] = process.argv.slice(2);
  const { EDGECARD_SIGNING_KEY: signingKey, PICTURE_ORIGIN: origin = 'https://social.app.com' } = process.env;
  if (!from || !to || !signingKey) throw new Error('EDGECARD_SIGNING_KEY=… node examples/static-site/build.ts FROM TO');
  for (const url of await buildSite({ from, to, cards: { origin, signingKey } })) console.log(url);
}
