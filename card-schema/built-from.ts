// Which templates a package for main sites was built from. The repository itself holds no such values: there a caller who wants
// design versions in addresses gives them. `npm run package:main-site` writes the values into the package.
import type { DesignVersions } from './design-version.ts';

export interface BuiltFrom {
  /** Version of the package. Its last number is the commit's time in UTC, such as 0.1.20261129191039; 0.0.0 in the repository. */
  readonly version: string;
  /** The commit of the templates: 40 hexadecimal digits, followed by words if not all was committed; empty in the repository. */
  readonly commit: string;
  /** Template name → design version, 12 hexadecimal digits; without entries in the repository. */
  readonly designVersions: Readonly<Partial<DesignVersions>>;
}

export const BUILT_FROM: BuiltFrom = { version: '0.0.0', commit: '', designVersions: {} };
