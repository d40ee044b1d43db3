// `npm start` whose processes are all killed (SIGKILL) while they make a photo: the next one finishes it.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PORTS_AFTER, STACK_PORTS } from '../../../local/stack/ports.ts';
import { projectPath } from '../../../project-path.ts';
import { freePorts } from '../../support/free-ports.ts';
import { postForm } from '../../support/presigned-tests.ts';
import { descendants, type StartedCommand, startStackCommand, stillRunning } from '../../support/start-command.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const MAX_START_MS = 60_000;

interface Answered {
  readonly upload: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly status: string;
  readonly code?: string;
}

let folder: TemporaryFolder;
let port: number;
let api: string;
let started: StartedCommand;
beforeAll(async () => {
  folder = await temporaryFolder('killed-start');
  port = await freePorts(STACK_PORTS);
  api = `http://127.0.0.1:${port + PORTS_AFTER.photoApi}`;
  await start();
}, 90_000);
afterAll(async () => {
  await killAll();
  await folder.remove();
});

async function start(): Promise<void> {
  started = startStackCommand(['--port', String(port), '--data', folder.path]);
  await started.until(/^ready/m, MAX_START_MS);
}

/** Nobody of them sees another one end before it is killed itself. */
async function killAll(): Promise<void> {
  const root = started.child.pid ?? 0;
  const family = [root, ...(await descendants(root))];
  for (const pid of family) send(pid, 'SIGSTOP');
  for (const pid of family) send(pid, 'SIGKILL');
  expect(await stillRunning(family)).toEqual([]);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

async function read(path: string, init: RequestInit = {}): Promise<Answered> {
  return (await (await fetch(`${api}${path}`, init)).json()) as Answered;
}

async function upload(picture: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const form = await read('/uploads', { method: 'POST', body: JSON.stringify({ name: picture }), headers });
  const bytes = await readFile(projectPath('tests/photos/pictures', picture));
  expect((await postForm(form, bytes)).status).toBe(204);
  return form.upload;
}

async function until(id: string, isSo: (answered: Answered) => boolean): Promise<Answered> {
  for (;;) {
    const answered = await read(`/uploads/${id}`);
    if (isSo(answered)) return answered;
    await sleep(20);
  }
}

const ended = ({ status }: Answered) => status !== 'waiting' && status !== 'working';

test.each([
  ['as soon as S3 has taken it', 'coffee.png', undefined],
  ['when a worker has it', 'astronaut.png', 0],
  ['in the midst of it', 'chelsea.png', 200],
])(
  'a photo is ready after the next start, if all is killed %s',
  async (_, picture, afterMs) => {
    const id = await upload(picture);
    if (afterMs !== undefined) {
      await until(id, ({ status }) => status !== 'waiting');
      await sleep(afterMs);
    }
    const { status } = await read(`/uploads/${id}`);
    await killAll();
    expect(['waiting', 'working']).toContain(status);
    await start();
    expect(await until(id, ended)).toMatchObject({ status: 'ready' });
  },
  120_000,
);
