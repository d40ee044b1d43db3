// What `npm start` prints when everything is ready: first what to look at, then cards, what a main site needs, and the parts.
import { styleText } from 'node:util';
import { cardUrl } from '../../card-schema/card-url.ts';
import { templateNamed } from '../../card-schema/catalogue.ts';
import { EXAMPLES, type Example } from '../../card-schema/examples.ts';
import { isSigned } from '../../card-schema/template.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import type { Stack } from './stack.ts';

export type StackAddresses = Pick<Stack, 'cdn' | 'mainSite' | 'cardSite' | 's3' | 'studio' | 'photoApi' | 'photoSite'>;

/** A narrow terminal's: a line that wraps is no line of a table. */
const MAX_COLUMNS = 80;
/** With more templates than these the demo site has the list. */
const MAX_CARDS = 8;
const INDENT = '  ';

type Row = readonly [name: string, address: string, why?: string];

interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly note?: string;
}

/** The whole text, without a line break at its end. In bold where standard output shows it. */
export async function firstLook(addresses: StackAddresses, examples: readonly Example[] = EXAMPLES): Promise<string> {
  const { cdn, mainSite, cardSite, s3, studio, photoApi, photoSite } = addresses;
  const first: Row[] = [['demo site', `${mainSite}/`, 'every card as the networks will show it']];
  if (photoApi) first.push(['photos', `${mainSite}/your-photos`, 'drop one, and see the card of it']);
  if (studio) first.unshift(['studio', `${studio}/`, 'your templates, live while you edit them']);
  const sections: readonly Section[] = [
    { title: 'Look at first', rows: first },
    await cardSection(addresses, examples),
    {
      title: 'A main site on this machine',
      rows: [
        ['EDGECARD_SIGNING_KEY', DEVELOPMENT_KEYS.signing],
        ['PICTURE_ORIGIN', cdn],
      ],
      note: 'Key and origin for ogTags(): docs/4-main-site.md, “On this machine”.',
    },
    {
      title: 'Parts',
      rows: [
        ['card site', cardSite, 'its guard asks for a token'],
        ['S3', s3],
        ...(photoApi ? [['photos', photoApi, 'their HTTP API, for this machine’s programs'] as const] : []),
        ...(photoSite ? [['photo site', photoSite, 'photos in any size, signed'] as const] : []),
      ],
    },
  ];
  return sections.map(formatSection).join('\n\n');
}

/** One card of each template: its picture, or where that address is too long for a line, the template's page on the demo site. */
async function cardSection({ cdn, mainSite }: StackAddresses, examples: readonly Example[]): Promise<Section> {
  const ofEach = [...new Map(examples.toReversed().map((example) => [example.template, example])).values()].toReversed();
  const shown = ofEach.length > MAX_CARDS ? ofEach.slice(0, MAX_CARDS) : ofEach;
  const width = Math.max(...shown.map(({ template }) => template.length));
  const rows = shown.map(async ({ template, card }): Promise<Row> => {
    const options = { origin: cdn, signingKey: DEVELOPMENT_KEYS.signing, designVersions: {}, strict: true };
    const picture = await cardUrl(card.template, card.params as never, options); // the card's own params
    if (INDENT.length * 2 + width + INDENT.length + picture.length <= MAX_COLUMNS) return [template, picture];
    return [template, `${mainSite}/${template}`, isSigned(templateNamed(template)) ? 'signed, so a page with it' : ''];
  });
  const more = ofEach.length - shown.length;
  return {
    title: 'Cards',
    rows: await Promise.all(rows),
    ...(more > 0 ? { note: `and ${more} more on the demo site` } : {}),
  };
}

function formatSection({ title, rows, note }: Section): string {
  const isSetting = rows.every(([name]) => /^[A-Z_]{3,}$/.test(name)); // as a file of settings has it
  const names = Math.max(...rows.map(([name]) => name.length));
  const addresses = Math.max(...rows.filter(([, , why]) => why).map(([, address]) => address.length), 0);
  const lines = rows.map(([name, address, why]) => {
    const left = isSetting ? `${name}=${address}` : `${name.padEnd(names)}${INDENT}${address}`;
    return why ? `${left}${' '.repeat(addresses - address.length)}${INDENT}${why}` : left;
  });
  const below = note === undefined ? lines : [...lines, note];
  return [`${INDENT}${styleText('bold', title)}`, ...below.map((line) => `${INDENT}${INDENT}${line}`)].join('\n');
}
