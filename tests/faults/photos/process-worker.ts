// A function as a process of its own for each call, with the wiring of a deployment: it can be killed and stopped.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../../local/stack/config.ts';
import { projectPath } from '../../../project-path.ts';
import { type PhotoServices, TABLE } from './photo-services.ts';

export interface ProcessFunction<Event, Answer> {
  /** Rejects where the process ends before it has answered, or has no time left. */
  work(event: Event, remainingMs: number): Promise<Answer>;
  /** Of the processes that were started, in order; each may have ended. */
  readonly started: readonly ChildProcess[];
  /** Sends a signal to the last one. Where it stands still, its message is visible to others from then on. */
  signal(name: NodeJS.Signals): void;
  killAll(): void;
}

export type ProcessWorker = ProcessFunction<SQSEvent, SQSBatchResponse>;

const scriptOf = (entry: string) => `
  const { handler } = await import(${JSON.stringify(projectPath(entry))});
  process.once('message', async ({ event, remainingMs }) => {
    const ends = Date.now() + remainingMs;
    const answer = await handler(event, { getRemainingTimeInMillis: () => ends - Date.now() });
    process.send(answer, () => process.exit());
  });
  process.send('ready');`;

/** `entry`: its file in the project. */
export function processFunction<Event, Answer>(
  entry: string,
  services: PhotoServices,
  log: string[],
): ProcessFunction<Event, Answer> {
  const started: ChildProcess[] = [];
  let giveUp: (error: Error) => void = () => {};
  return {
    started,
    signal(name) {
      started.at(-1)?.kill(name);
      if (name === 'SIGSTOP') giveUp(new Error('The message is visible again.'));
    },
    killAll() {
      for (const child of started) child.kill('SIGKILL');
    },
    work(event, remainingMs) {
      const child = start(entry, services, log);
      started.push(child);
      return new Promise<Answer>((resolve, reject) => {
        giveUp = reject;
        // Lambda ends it, and says so to nobody.
        let limit: NodeJS.Timeout | undefined;
        child.on('message', (message) => {
          if (message !== 'ready') return resolve(message as Answer); // the script sends nothing else
          child.send({ event, remainingMs });
          limit = setTimeout(() => reject(new Error('The worker has no time left.')), remainingMs);
          return undefined;
        });
        child.once('exit', () => {
          clearTimeout(limit);
          reject(new Error('The worker has ended.'));
        });
      });
    },
  };
}

function start(entry: string, { s3, aws, inbox, bucket }: PhotoServices, log: string[]): ChildProcess {
  const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
  const child = spawn(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', scriptOf(entry)], {
    env: {
      NODE_COMPILE_CACHE: projectPath('node_modules/.cache/node'),
      AWS_REGION: LOCAL_REGION,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL_S3: s3.origin,
      AWS_ENDPOINT_URL_DYNAMODB: aws.origin,
      AWS_ENDPOINT_URL_REKOGNITION: aws.origin,
      ...{ INBOX_BUCKET: inbox, PHOTO_BUCKET: bucket, UPLOAD_TABLE: TABLE, PHOTO_DETECTOR: 'rekognition', STAGE: 'test' },
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout) createInterface(child.stdout).on('line', (line) => void log.push(line));
  return child;
}
