// `npm run vectors`. See signature-vectors.ts.
import { runScript } from '../cli/terminal/script.ts';
import { writeVectors } from './signature-vectors.ts';

await runScript({
  call: 'npm run vectors --',
  description: 'brings the signature vectors up to date with the rules of signing, and says whether they have changed',
  options: {},
  run: async () => {
    await writeVectors();
    return 0;
  },
});
