// Which design versions of which templates a bucket has pictures of.
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { count, formatTable } from '../terminal/table.ts';
import { type PictureBucket, picturesUnder, type StoredPicture, storedVersions } from './picture-bucket.ts';

/** The pictures of one template in one design version. */
export interface StoredDesign {
  readonly template: string;
  readonly designVersion: string;
  readonly pictures: number;
  readonly bytes: number;
  /** Not of this build: no page links to them any more. */
  readonly old: boolean;
}

/** Adds pictures up by template and design version. */
export function createDesignTotals(build: DesignVersions) {
  const totals = new Map<string, StoredDesign>();
  return {
    add({ template, designVersion, bytes }: Pick<StoredPicture, 'template' | 'designVersion' | 'bytes'>, pictures = 1): void {
      const id = `${template} ${designVersion}`;
      const before = totals.get(id) ?? { pictures: 0, bytes: 0 };
      const old = !isOfBuild(template, designVersion, build);
      totals.set(id, { template, designVersion, pictures: before.pictures + pictures, bytes: before.bytes + bytes, old });
    },
    all: (): readonly StoredDesign[] => [...totals.values()],
  };
}

/** Counts all pictures of a bucket. The templates of this build are listed even if there is no picture of them. */
export async function storedDesigns(bucket: PictureBucket, build: DesignVersions): Promise<readonly StoredDesign[]> {
  const totals = createDesignTotals(build);
  for (const template of TEMPLATE_NAMES) totals.add({ template, designVersion: build[template], bytes: 0 }, 0);
  for (const version of await storedVersions(bucket)) {
    for await (const page of picturesUnder(bucket, `${version}/`)) for (const picture of page) totals.add(picture);
  }
  const order = (template: string) => (TEMPLATE_NAMES as readonly string[]).indexOf(template) >>> 0; // -1 becomes the last
  return totals
    .all()
    .toSorted(
      (a, b) => order(a.template) - order(b.template) || a.template.localeCompare(b.template) || Number(a.old) - Number(b.old),
    );
}

export function isOfBuild(template: string, designVersion: string, build: DesignVersions): boolean {
  return Object.hasOwn(build, template) && build[template as keyof DesignVersions] === designVersion;
}

export function formatDesigns(designs: readonly StoredDesign[]): string {
  const rows = designs.map(({ template, designVersion, pictures, bytes, old }) => [
    template,
    designVersion,
    count(pictures),
    count(bytes),
    old ? 'old' : '',
  ]);
  return formatTable([['template', 'design version', 'pictures', 'bytes', ''], ...rows], [2, 3]);
}
