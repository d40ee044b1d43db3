// The local stack with its studio in a process of its own, as `npm start` runs it: Vite's dev server does not run inside of jest.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Ready, RunOptions } from '../../cli/start/start-options.ts';
import { projectPath } from '../../project-path.ts';

const SCRIPT = projectPath('cli/start/run.ts');

export interface RunningStack {
  readonly studio: string;
  readonly cdn: string;
  readonly mainSite: string;
  readonly s3: string;
  /** What it has logged so far. */
  output(): string;
  close(): Promise<void>;
}

/** On any free ports. */
export async function runStack(data: string, imageHosts: readonly string[] = []): Promise<RunningStack> {
  const options: RunOptions = { port: 0, data, imageHosts, collapse: true };
  const child = fork(SCRIPT, [JSON.stringify(options)], { silent: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = once(child, 'exit');
  const [ready] = await Promise.race([once(child, 'message'), exited.then(() => [])]);
  if (!ready) throw new Error(`The local stack did not start: ${output}`);
  const { studio, cdn, mainSite, s3 } = (ready as Ready).addresses; // as run.ts sends it
  return {
    studio,
    cdn,
    mainSite,
    s3,
    output: () => output,
    async close() {
      child.kill();
      await exited;
    },
  };
}
