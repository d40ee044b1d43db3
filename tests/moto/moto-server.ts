// Before and after all tests of the lane: moto's server, https://docs.getmoto.org, which speaks AWS's protocols and was written by others.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { projectPath } from '../../project-path.ts';
import { CALLS_FOLDER, writeTranscript } from './transcript.ts';

/** Where tools/ci/run.sh installs it. */
const PROGRAM = projectPath('.venv/bin/moto_server');

/** A line for each request, and what made it fail. */
const LOG = projectPath('out/moto.log');

/** Importing its services takes seconds, many of them on a busy machine. */
const MAX_START_MS = 60_000;

let server: ChildProcess | undefined;

/** With EDGECARD_MOTO, the address of one that runs already, that one is taken. */
export async function startMoto(): Promise<void> {
  await rm(CALLS_FOLDER, { recursive: true, force: true });
  if (process.env['EDGECARD_MOTO']) return;
  if (!existsSync(PROGRAM))
    throw new Error(
      `There is no moto: tools/ci/run.sh aws installs it in .venv. Or start one, and give its address: EDGECARD_MOTO=http://127.0.0.1:5000.`,
    );
  await mkdir(dirname(LOG), { recursive: true });
  server = spawn(PROGRAM, ['-H', '127.0.0.1', '-p', '0'], {
    // Without it, a Lambda function would be run in Docker.
    // Its validation writes a file where it stands.
    cwd: tmpdir(),
    env: { ...process.env, MOTO_LAMBDA_STUB_ECR: 'true', MOTO_EVENTS_INVOKE_HTTP: 'false' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.env['EDGECARD_MOTO'] = await addressOf(server);
}

/** It says where it listens, and then a line for every request, which has to be read or it would wait. */
async function addressOf({ stderr, pid }: ChildProcess): Promise<string> {
  if (!stderr || pid === undefined) throw new Error(`${PROGRAM} cannot be started.`);
  const lines = createInterface({ input: stderr });
  const timer = setTimeout(() => lines.close(), MAX_START_MS);
  const said: string[] = [];
  for await (const line of lines) {
    const [, address] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? [];
    if (address) {
      clearTimeout(timer);
      stderr.pipe(createWriteStream(LOG));
      return address;
    }
    said.push(line);
  }
  throw new Error(`moto has not started: ${said.join('\n')}`);
}

export async function stopMoto(): Promise<void> {
  try {
    await writeTranscript();
  } finally {
    if (server) {
      server.kill();
      await once(server, 'exit');
    }
  }
}
