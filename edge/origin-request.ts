// The function on CloudFront's origin-request event. Wiring and nothing else.
import { readFileSync } from 'node:fs';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { bareStdout, createLog } from './adapters/log.ts';
import { createOriginRequest } from './create-origin-request.ts';

const designVersions = JSON.parse(
  readFileSync(new URL('../dist/design-versions.json', import.meta.url), 'utf8'),
) as DesignVersions; // our own build

export const handler = createOriginRequest({ designVersions, log: createLog(bareStdout()) });
