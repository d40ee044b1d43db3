// Photos in words, for a terminal.
import type { Box } from '../../card-schema/photo-focus.ts';
import { photoAddress } from '../../card-schema/photo-id.ts';
import type { Detections } from '../../cloud/photos/detections.ts';
import { plural } from '../terminal/plural.ts';
import { count, formatTable } from '../terminal/table.ts';
import type { Detected, ShownPhoto } from './answers.ts';

/** `2 faces, 3 objects: person, person, tie` */
export function foundInWords({ faces, objects }: Pick<Detections, 'faces' | 'objects'>): string {
  const labels = [...new Set(objects.map(({ label }) => label))];
  const named = labels.length === 0 ? '' : `: ${labels.join(', ')}`;
  return `${plural(faces.length, 'face')}, ${plural(objects.length, 'object')}${named}`;
}

/** As `--add` takes it. */
function boxInWords(box: Box): string {
  return box.map((number) => number.toFixed(3).replace(/^-(0\.0+)$/, '$1')).join(',');
}

function percent(score: number): string {
  return `${Math.round(score * 100)} %`;
}

export function photoInWords(photo: ShownPhoto): string {
  const { id, name, width, height, detections, hidden, edits, variants, from } = photo;
  const parts = [
    [photoAddress(id), name].filter(Boolean).join('  '),
    `${width} × ${height} pixels; ${foundInWords(detections)}${editsInWords(edits)}`,
    ...(from === undefined ? [] : [`Edited from ${photoAddress(from)}`]),
    ...(detections.faces.length === 0
      ? []
      : [`Faces:\n${foundRows(detections.faces.map((face) => ({ label: 'face', ...face })))}`]),
    ...(hidden.length === 0 ? [] : [`Heads, by the number that blur --keep takes:\n${headRows(photo)}`]),
    ...(detections.objects.length === 0 ? [] : [`Objects:\n${foundRows(detections.objects)}`]),
    `Variants:\n${formatTable(
      variants.map((each) => [each.name, `${each.width} × ${each.height}`, `${count(each.bytes)} bytes`]),
      [2],
    )}`,
  ];
  return parts.join('\n');
}

/** Each head that blurring found, with its number. */
export function headRows({ hidden, edits: { blur, keep = [] } }: Pick<ShownPhoto, 'hidden' | 'edits'>): string {
  const fate = (number: number) => (blur === undefined ? '' : keep.includes(number) ? 'kept' : 'hidden');
  return formatTable(
    hidden.map((box, index) => [String(index + 1), boxInWords(box), fate(index + 1)]),
    [0],
  );
}

function foundRows(objects: Detected['objects']): string {
  return formatTable(
    objects.map(({ label, score, box }) => [label, percent(score), boxInWords(box)]),
    [1],
  );
}

function editsInWords({ focus, blur, add = [] }: ShownPhoto['edits']): string {
  const blurred = blur === undefined ? [] : ['faces hidden'];
  const added = add.length === 0 ? [] : [`${plural(add.length, 'head')} hidden by hand`];
  const set = focus === undefined ? [] : [`focus ${focus.join(',')}`];
  const all = [...set, ...blurred, ...added];
  return all.length === 0 ? '' : `; ${all.join(', ')}`;
}

export function detectedInWords({ width, height, faces, objects, detector }: Detected): string {
  const rows = [
    ...faces.map(({ score, box }) => ['face', percent(score), boxInWords(box)]),
    ...objects.map(({ label, score, box }) => [label, percent(score), boxInWords(box)]),
  ];
  const head = `${width} × ${height} pixels; ${foundInWords({ faces, objects })} (${detector})`;
  return rows.length === 0 ? head : `${head}\n${formatTable([['what', 'score', 'left,top,width,height'], ...rows], [1])}`;
}
