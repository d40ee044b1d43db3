import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isPhotoId } from '../../../card-schema/photo-id.ts';
import { idOfEdit, idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import type { PhotoRecord } from '../../../cloud/photos/photo-record.ts';
import { PICTURE_LIBRARIES, recipeOf, recipeOfEdit } from '../../../cloud/photos/recipe.ts';
import { projectPath } from '../../../project-path.ts';

const source = 'ab'.repeat(32);
const recipe = recipeOf('detector 1');
const id = idOfPhoto({ source, edits: {}, recipe });
const record: PhotoRecord = {
  id,
  name: 'team.jpg',
  width: 800,
  height: 600,
  source,
  detections: { faces: [], objects: [] },
  hidden: [],
  edits: {},
  recipe,
  variants: [],
};

describe('the id of a photo', () => {
  test('is one: the same source, edits and recipe give it again', () => {
    expect(isPhotoId(id)).toBe(true);
    expect(idOfPhoto({ source, edits: { keep: [] }, recipe })).toBe(id);
    expect(idOfPhoto({ source, edits: {}, recipe: recipeOf('detector 1') })).toBe(id);
  });

  test('changes with each thing that decides pixels', () => {
    const others = [
      idOfPhoto({ source: 'ac'.repeat(32), edits: {}, recipe }),
      idOfPhoto({ source, edits: { focus: [0.5, 0.5] }, recipe }),
      idOfPhoto({ source, edits: { blur: 'faces' }, recipe }),
      idOfPhoto({ source, edits: {}, recipe: recipeOf('detector 2') }),
      idOfPhoto({ source, edits: {}, recipe, from: id }),
    ];
    expect(new Set([id, ...others]).size).toBe(6);
  });

  test('is written as Crockford writes 80 bits', () => {
    expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
    const ids = Array.from({ length: 200 }, (_, index) => idOfPhoto({ source: String(index), edits: {}, recipe }));
    expect(new Set(ids.join('')).size).toBe(32);
  });
});

describe('the id of an edit', () => {
  test('is that of an upload with the same edits, as long as nothing is hidden before', () => {
    const edits = { focus: [0.2, 0.3] } as const;
    expect(idOfEdit(record, edits, recipe)).toBe(idOfPhoto({ source, edits, recipe }));
  });

  test('is its own if the edits change nothing', () => {
    expect(idOfEdit(record, {}, recipe)).toBe(id);
    expect(idOfEdit(record, {}, recipeOf('detector 2'))).not.toBe(id);
  });

  test('of a photo of a former recipe is not that of an upload: what was found then is kept', () => {
    const [edits, present] = [{ focus: [0.2, 0.3] } as const, recipeOf('detector 2')];
    const upload = idOfPhoto({ source, edits, recipe: present });
    const edited = { ...record, recipe: recipeOfEdit(recipe, present) };
    expect(idOfEdit(record, edits, present)).not.toBe(upload);
    expect(idOfEdit(edited, edits, present)).toBe(idOfEdit(record, edits, present));
    expect(idOfEdit({ ...edited, edits }, edits, present)).toBe(edited.id);
  });

  test('of a photo with hidden heads is another: its pixels come from the hidden ones', () => {
    const blurred = { ...record, hidden: [[0.1, 0.1, 0.2, 0.2]] as const, edits: { blur: 'faces' } as const };
    const edits = { blur: 'faces', focus: [0.5, 0.5] } as const;
    expect(idOfEdit(blurred, edits, recipe)).not.toBe(idOfPhoto({ source, edits, recipe }));
  });
});

test('the recipe names the libraries that are installed: raise it together with them', () => {
  const installed = Object.keys(PICTURE_LIBRARIES).map((name) => {
    const { version } = JSON.parse(readFileSync(projectPath(`node_modules/${name}/package.json`), 'utf8')) as { version: string };
    return [name, version];
  });
  expect(PICTURE_LIBRARIES).toEqual(Object.fromEntries(installed));
  expect(recipe).toMatch(/^recipe \d+; detector 1; sharp [\d.]+; libheif-js [\d.]+$/);
});
