// What a picture shows, by its pixels.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { projectPath } from '../../project-path.ts';
import { decode, type Pixels, shareOfDifferentPixels } from '../support/pictures.ts';

/** As the golden test has it. */
const SHARE_ALLOWED = 0.001;

export interface Looks {
  /** Name of the golden picture that it looks like. */
  of(picture: Uint8Array): Promise<string | undefined>;
  isFallback(picture: Uint8Array): boolean;
}

/** Recognises pictures by golden pictures, such as `score-classic`. */
export async function readLooks(names: readonly string[]): Promise<Looks> {
  const fallback = await readFile(projectPath('edge/fallback.jpg'));
  const golden = new Map<string, Pixels>();
  for (const name of names) golden.set(name, await decode(await readFile(projectPath(`tests/golden/${name}.jpg`))));
  const known = new Map<string, string | undefined>();

  async function look(picture: Uint8Array): Promise<string | undefined> {
    const pixels = await decode(picture).catch(() => undefined);
    if (!pixels) return undefined;
    return [...golden].find(([, each]) => shareOfDifferentPixels(pixels, each) <= SHARE_ALLOWED)?.[0];
  }

  return {
    async of(picture) {
      const hash = createHash('sha256').update(picture).digest('hex');
      if (!known.has(hash)) known.set(hash, await look(picture));
      return known.get(hash);
    },
    isFallback: (picture) => fallback.equals(picture),
  };
}
