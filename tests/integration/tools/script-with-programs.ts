// What run-program.test.ts runs: a script that has started a shell, and this a process that ends by SIGKILL alone. That one writes its
// pid into the file PID_FILE.
import { runScript } from '../../../cli/terminal/script.ts';
import { runTool } from '../../../tools/check/run-tool.ts';
import { runProgram } from '../../../tools/run-program.ts';

const STUBBORN = `for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) process.on(signal, () => {});
require('node:fs').writeFileSync(process.env.PID_FILE, String(process.pid));
setInterval(() => {}, 1000);`;
const SHELL = ['-c', '"$0" -e "$1"; :', process.execPath, STUBBORN];

await runScript({
  call: 'npm run it --',
  description: 'starts a program whose output is shown, or kept',
  words: { usage: 'WAY', min: 1, max: 1, otherwise: 'Give one WAY.' },
  options: {},
  async run({ words: [way] }) {
    if (way === 'shown') return runProgram('sh', SHELL);
    return (await runTool('tests/integration/tools/script-with-programs.ts', ['shown'])).code;
  },
});
