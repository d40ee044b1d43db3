// `npm run build`: the card site and its design versions, which everything else stands on. With `-- --studio` the static studio too.
import { buildCardSite } from '../card-site/bundle/build-card-site.ts';
import { runScript } from '../cli/terminal/script.ts';
import { step } from '../cli/terminal/steps.ts';
import { buildStudio } from './build-studio.ts';

await runScript({
  call: 'npm run build --',
  description: 'builds the card site and its design versions, which everything else stands on',
  options: { studio: { type: 'boolean', description: 'builds the static studio too' } },
  run: async ({ options }) => {
    const designVersions = await step('Building the card site', buildCardSite);
    if (options.studio) await step('Building the studio', () => buildStudio(designVersions));
  },
});
