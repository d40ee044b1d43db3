// A picture against its golden one. What differs lies in out/golden afterwards, for people to look at and for CI to keep.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { projectPath } from '../../project-path.ts';
import { decode, markDifferences, type Pixels, shareOfDifferentPixels } from './pictures.ts';

export const GOLDEN_FOLDER = projectPath('tests/golden');
export const DIFFERENCES_FOLDER = projectPath('out/golden');
/** `npm run golden` draws the golden pictures again: look at them before you commit. */
export const UPDATING_GOLDENS = process.env['EDGECARD_GOLDEN'] === 'update';

/** The same browser draws the same pixels; a change that a person could see moves more than this. */
export const MAX_SHARE_DIFFERENT = 0.001;

export interface GoldenFolders {
  readonly golden: string;
  readonly differences: string;
}

const FOLDERS: GoldenFolders = { golden: GOLDEN_FOLDER, differences: DIFFERENCES_FOLDER };

/** Throws when the picture differs from the golden one of this name, such as `scripts/thai.jpg`, and says where both lie. */
export async function compareWithGolden(name: string, jpeg: Uint8Array, folders = FOLDERS): Promise<void> {
  const file = join(folders.golden, name);
  if (!existsSync(file)) throw new Error(`There is no tests/golden/${name} yet: npm run golden draws it. Look at it.`);
  const [golden, actual] = [await decode(await readFile(file)), await decode(jpeg)];
  const share = shareOfDifferentPixels(golden, actual);
  const kept = filesOfDifference(join(folders.differences, name));
  if (share <= MAX_SHARE_DIFFERENT) {
    // Those of a former run would mislead.
    await Promise.all(Object.values(kept).map((path) => rm(path, { force: true })));
    return;
  }
  await mkdir(dirname(kept.actual), { recursive: true });
  await writeFile(kept.actual, jpeg);
  await writeFile(kept.golden, await readFile(file));
  await writeDifference(kept.difference, golden, actual);
  throw new Error(
    `${percent(share)} of the pixels of tests/golden/${name} differ; ${percent(MAX_SHARE_DIFFERENT)} may. ` +
      `Compare ${Object.values(kept)
        .map((path) => basename(path))
        .join(', ')} in ${dirname(kept.actual)}. If the change is meant: npm run golden.`,
  );
}

/** Writes the golden picture of this name. A scaled image may be a trifle different each time: what looks the same stays as it is. */
export async function updateGolden(name: string, jpeg: Uint8Array, folder = GOLDEN_FOLDER): Promise<void> {
  const file = join(folder, name);
  if (existsSync(file) && shareOfDifferentPixels(await decode(await readFile(file)), await decode(jpeg)) === 0) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, jpeg);
}

function filesOfDifference(path: string) {
  const stem = path.replace(/\.jpg$/, '');
  return { golden: `${stem}-golden.jpg`, actual: `${stem}-actual.jpg`, difference: `${stem}-difference.png` };
}

async function writeDifference(path: string, golden: Pixels, actual: Pixels): Promise<void> {
  const marked = markDifferences(golden, actual);
  // Pictures of different sizes cannot be laid over each other.
  if (!marked) return rm(path, { force: true });
  const { data, width, height } = marked;
  await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toFile(path);
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
