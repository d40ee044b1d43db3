// `npm run fonts`: the font files that cards are drawn with, out of their packages. See vendor-fonts.ts.
import { runScript } from '../../cli/terminal/script.ts';
import { step } from '../../cli/terminal/steps.ts';
import { installPackages } from '../install-packages.ts';

await runScript({
  call: 'npm run fonts --',
  description: 'copies and cuts the font files of the cards out of their packages, and writes down who draws what',
  options: {},
  notes:
    'Needed after a change of font-families.ts or of a font package’s version. Replaces card-site/fonts/files and font-table.json.',
  run: async () => {
    await installPackages('tools/fonts');
    const { vendorFonts } = await import('./vendor-fonts.ts'); // what it imports has been installed just now
    await step('Cutting the fonts', vendorFonts);
    return 0;
  },
});
