// `npm run build`: the card site and its design versions, which everything else stands on. With `-- --studio` the static studio too.
import { relative } from 'node:path';
import { buildCardSite, buildStudio } from '../card-site/bundle/build-card-site.ts';
import { runScript } from '../cli/terminal/script.ts';
import { step } from '../cli/terminal/steps.ts';
import { projectPath } from '../project-path.ts';

await runScript({
  call: 'npm run build --',
  description: 'builds the card site and its design versions, which everything else stands on, and prints their folder',
  options: { studio: { type: 'boolean', description: 'builds the static studio too' } },
  run: async ({ options }, print) => {
    const { site } = await step('Building the card site', buildCardSite);
    print.out(`card site: ${relative(projectPath(), site)}`);
    if (!options.studio) return undefined;
    print.out(`studio: ${relative(projectPath(), await step('Building the studio', buildStudio))}`);
    return undefined;
  },
});
