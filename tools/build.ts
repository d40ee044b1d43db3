// `npm run build`: the card site and its design versions, which everything else stands on. With `-- --studio` the static studio too.
import { parseArgs } from 'node:util';
import { buildCardSite } from '../card-site/bundle/build-card-site.ts';
import { buildStudio } from './build-studio.ts';

const { values } = parseArgs({ options: { studio: { type: 'boolean', default: false } } });
const designVersions = await buildCardSite();
if (values.studio) await buildStudio(designVersions);
