// `npm run cards -- <command>`.
import { runCommandLine } from './command-line.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), { out: console.log, err: console.error });
