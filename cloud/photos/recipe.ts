/**
 * Everything besides source and edits that decides the pixels of a photo. Who changes how a picture is decoded, blurred, cropped or
 * encoded raises the number; a test asks for it when a library changes. Photos that are made later have new ids then, and the old
 * ones stay what they are.
 */
const RECIPE = 2;

/** The libraries whose versions are part of the recipe, as tests/cloud/photos/recipe.test.ts finds them installed. */
export const PICTURE_LIBRARIES = { sharp: '0.35.5', 'libheif-js': '1.23.2' } as const;

/** One line of text, for ids and for people. */
export function recipeOf(detectorName: string): string {
  const libraries = Object.entries(PICTURE_LIBRARIES).map(([name, version]) => `${name} ${version}`);
  return [`recipe ${RECIPE}`, detectorName, ...libraries].join('; ');
}

const THEN = ' > ';

/** Of an edit: the master, and what was found in it, are kept as the recipe before made them, so both decide its pixels. */
export function recipeOfEdit(former: string, recipe: string): string {
  return former === recipe || former.endsWith(`${THEN}${recipe}`) ? former : `${former}${THEN}${recipe}`;
}
