// How many pictures strangers may have drawn of a template whose addresses need no signature. Part of `npm run check`.
import { MAX_UNSIGNED_PICTURES, pictureCount } from '../../card-schema/picture-count.ts';
import { isSigned, type Template } from '../../card-schema/template.ts';
import { allPicturesCost } from '../../cli/cost/floods.ts';
import { formatCount } from '../../cli/cost/unsigned.ts';

type Counted = Pick<Template, 'addressing' | 'fields' | 'signed' | 'unsignedPictures'>;

/** Of a template that has more pictures than it says, or than it may have without a word: what all of them cost, and what to do. */
export function pictureProblems(name: string, template: Counted): readonly string[] {
  const { unsignedPictures: said } = template;
  if (said !== undefined && !(Number.isSafeInteger(said) && said > 0))
    return [`${name}: unsignedPictures is ${said}; it must be a whole number of at least 1, such as 100_000_000.`];
  if (isSigned(template)) return [];
  const count = pictureCount(template);
  // Fields without an end are another rule's (kindProblems).
  if (count === undefined || count <= BigInt(said ?? MAX_UNSIGNED_PICTURES)) return [];
  const limit =
    said === undefined
      ? `${MAX_UNSIGNED_PICTURES.toLocaleString('en')}, the most without a word`
      : `the ${said.toLocaleString('en')} of its unsignedPictures`;
  return [
    `${name}: without a signature anybody can have ${formatCount(count)} pictures of it drawn, more than ${limit}; all of them cost about ${formatUsd(count)} once for each of its designs. Lower a max or give fewer words, set signed: true${statement(count)}.`,
  ];
}

/** Only a number that TypeScript can hold exactly can be said. */
function statement(count: bigint): string {
  if (count > BigInt(Number.MAX_SAFE_INTEGER)) return '';
  const digits = count.toLocaleString('en').replaceAll(',', '_');
  return `, or, if so many are meant, unsignedPictures: ${digits}`;
}

function formatUsd(count: bigint): string {
  const usd = allPicturesCost(count);
  return Number.isFinite(usd) ? `${formatCount(BigInt(Math.round(usd)))} USD` : 'more USD than can be counted';
}
