import { createHash } from 'node:crypto';
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';

/** Any well-formed versions, another for each template, for tests that draw nothing. */
export const DESIGN_VERSIONS = Object.fromEntries(
  TEMPLATE_NAMES.map((name) => [name, createHash('sha256').update(name).digest('hex').slice(0, 12)]),
) as DesignVersions; // one entry per name
