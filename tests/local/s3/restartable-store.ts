// Stores that end in the middle of a write and come back, and writes that take as long as a test likes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { AwsV4Signer } from 'aws4fetch';
import { startS3Server } from '../../../local/s3/server.ts';
import type { Store } from '../../support/contract-bucket.ts';
import { realS3 } from '../../support/real-s3.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Asked to end, or ended without being asked. */
export type End = 'stopped' | 'killed';

export interface RestartableStore extends Store {
  stop(end: End): Promise<void>;
  /** On the same address, with the same objects. */
  start(): Promise<void>;
}

export async function openEmbedded(): Promise<RestartableStore> {
  const directory = await temporaryFolder('writers');
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  let server = await startS3Server({ directory: directory.path, port: 0, ...credentials });
  const { endpoint } = server;
  const stop = () => server.close();
  return {
    endpoint,
    ...credentials,
    stop,
    async start() {
      server = await startS3Server({ directory: directory.path, port: Number(new URL(endpoint).port), ...credentials });
    },
    async close() {
      await stop();
      await directory.remove();
    },
  };
}

/** What the script has started. Of another real server it knows no process, and fails. */
export async function openRadosgw(): Promise<RestartableStore> {
  const real = realS3();
  if (!real) throw new Error('There is no real S3 server.');
  return {
    ...real,
    stop: (end) => radosgw('stop-gateway', end === 'killed' ? 'KILL' : 'TERM'),
    start: () => radosgw('start-gateway'),
    close: async () => {},
  };
}

async function radosgw(...args: readonly string[]): Promise<void> {
  const script = join(import.meta.dirname, '../../support/start-radosgw.sh');
  // No pipe: the daemon would hold it open.
  const [code] = await once(spawn(script, args, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit');
  if (code !== 0) throw new Error(`start-radosgw.sh ${args.join(' ')} ended with ${code}.`);
}

interface Write {
  /** Sends all but the end of the body. */
  sendMost(): Promise<void>;
  finish(): void;
  /** As a killed writer does. */
  breakOff(): void;
  /** The status, or `no answer`. */
  readonly answer: Promise<number | 'no answer'>;
}

/** A put for a new object that stays under way for as long as the test likes; the SDK cannot be held up like that. */
export async function startWrite(store: Store, path: string, body: Buffer): Promise<Write> {
  const { accessKeyId, secretAccessKey } = store;
  const signer = new AwsV4Signer({
    url: `${store.endpoint}/${path}`,
    method: 'PUT',
    service: 's3',
    region: 'us-east-1',
    headers: { 'if-none-match': '*' },
    accessKeyId,
    secretAccessKey,
  });
  const { url, method, headers } = await signer.sign();
  const sent = httpRequest(url, {
    method,
    headers: { ...Object.fromEntries(headers), 'content-length': body.length },
    agent: false,
  });
  const most = body.length - 1000;
  return {
    sendMost: () => new Promise((resolve) => sent.write(body.subarray(0, most), () => resolve())),
    finish: () => sent.end(body.subarray(most)),
    breakOff: () => sent.destroy(),
    answer: answerTo(sent),
  };
}

function answerTo(sent: ClientRequest): Promise<number | 'no answer'> {
  return new Promise((resolve) => {
    sent.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    // Also after the answer: a server that ends a connection in mid-body may reset it.
    sent.on('error', () => resolve('no answer'));
    sent.once('close', () => resolve('no answer'));
  });
}
