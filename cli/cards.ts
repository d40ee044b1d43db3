// `npm run cards -- <command>`.
import { runCards } from './command-line.ts';
import { COMMON_OPTIONS } from './terminal/command.ts';
import { runEntry } from './terminal/entry.ts';

const args = process.argv.slice(2);

await runEntry({ args, options: COMMON_OPTIONS, run: (print) => runCards(args, print) });
