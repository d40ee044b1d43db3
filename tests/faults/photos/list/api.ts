// The HTTP API: what it stands on fails, or callers do what they should not.
import { connect } from 'node:net';
import { startPhotoApi } from '../../../../local/photos/api-server.ts';
import { hang, later, s3Refusal } from '../../meddling.ts';
import type { ApiAnswer } from '../api-caller.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault, PhotoFaultParts } from '../photo-fault.ts';
import { PICTURE } from '../stories.ts';
import { awsRefusal, calls, isPhotoFile, onAws, onS3 } from './switches.ts';

const api = { seam: 'photo API', story: 'nothing', ends: 'nothing' } as const;
const isTable = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
  String(headers['x-amz-target']).startsWith('DynamoDB');
/** What no caller is to read: names of services, of the machine, and what opens something. */
const INSIDE = /dynamodb|rekognition|127\.0\.0\.1|edgecard-test|inbox-|photos-\w{8}|arn:|stack|AKIA|secret|\.ts|Exception/i;
/** A deployment gives the API 30 s. */
const MAX_ANSWER_MS = 10_000;

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly remainingMs?: number;
}

/** Every call ends in time, with a sentence that names nothing from inside; and works when the fault is over. */
function failing(name: string, ask: Ask, switchOn: NonNullable<PhotoFaultParts['switchOn']>, code: RegExp) {
  const seen = new WeakMap<PhotoBench, { readonly answer: ApiAnswer; readonly ms: number }>();
  const call = ({ call }: PhotoBench) => call(ask.method, ask.path, ask.json, ask.remainingMs);
  return {
    ...api,
    name,
    switchOn,
    async deliver(bench: PhotoBench) {
      const start = performance.now();
      seen.set(bench, { answer: await call(bench), ms: performance.now() - start });
    },
    async after(bench: PhotoBench) {
      const { answer, ms = 0 } = seen.get(bench) ?? {};
      const { code: found = '', message = '' } = (answer?.json ?? {}) as Readonly<Record<string, string>>;
      const again = await call(bench);
      return [
        ...(code.test(`${answer?.status} ${found}`) ? [] : [`answers ${answer?.status} ${found}`]),
        ...(answer?.status === 503 && answer.headers['retry-after'] === undefined ? ['has no retry-after'] : []),
        ...(INSIDE.test(message) ? [`says ${message}`] : []),
        ...(ms <= MAX_ANSWER_MS ? [] : [`takes ${Math.round(ms)} ms`]),
        ...(again.status < 500 ? [] : [`answers ${again.status} afterwards`]),
      ];
    },
    meddled: 1,
  } as const;
}

const upload = { method: 'POST', path: '/uploads', json: { name: 'a.jpg' } };
const photo = { method: 'GET', path: '/photos/7h3k9m2p4q8r5t6v' };
const list = { method: 'GET', path: '/photos' };

/** Over HTTP, with the concurrency of a deployment. */
async function served<T>(bench: PhotoBench, concurrency: number, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startPhotoApi({ port: 0, concurrency, handler: (event) => bench.handler(event) });
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}

const detect = (url: string) =>
  fetch(`${url}/detect`, { method: 'POST', body: new Uint8Array(PICTURE), headers: { 'content-type': 'image/jpeg' } });

export const API_FAULTS: readonly PhotoFault[] = [
  failing(
    'the table is throttled',
    upload,
    onAws(isTable, awsRefusal(400, 'ThrottlingException')).switchOn,
    /^503 table_failed$/,
  ),
  failing('the table never answers', upload, onAws(isTable, hang).switchOn, /^503 table_failed$/),
  failing(
    'the table is not there',
    upload,
    onAws(isTable, awsRefusal(400, 'ResourceNotFoundException')).switchOn,
    /^503 table_failed$/,
  ),
  failing(
    'the photo bucket may not be read',
    photo,
    onS3(isPhotoFile('GET', /photo\.json/), s3Refusal(403, 'AccessDenied')).switchOn,
    /^503 store_failed$/,
  ),
  failing(
    'the photo bucket never answers',
    { ...photo, remainingMs: 1500 },
    onS3(isPhotoFile('GET', /photo\.json/), hang).switchOn,
    /^503 (store_failed|out_of_time)$/,
  ),
  failing(
    'the photo bucket cannot be listed',
    list,
    onS3(isPhotoFile('GET', /list-type/), s3Refusal(500, 'InternalError')).switchOn,
    /^503 store_failed$/,
  ),
  failing(
    'reviews cannot be read',
    { method: 'GET', path: '/reviews' },
    onAws(calls('Scan'), awsRefusal(400, 'ThrottlingException')).switchOn,
    /^503 table_failed$/,
  ),
  {
    ...api,
    name: 'the detector never answers',
    ...onAws(calls('DetectFaces'), hang),
    async deliver(bench) {
      const start = performance.now();
      const answer = await bench.handler(detectEvent(), { getRemainingTimeInMillis: () => 1500 });
      if (answer.statusCode !== 503 || performance.now() - start > 3000) throw new Error(`Answered ${answer.statusCode}.`);
    },
  },
  {
    ...api,
    name: 'fifty calls come at once where ten may run',
    ...onAws(calls('DetectFaces'), later(300)),
    async deliver(bench) {
      const answers = await served(bench, 10, (url) =>
        Promise.all(
          Array.from({ length: 50 }, async () => {
            const answer = await detect(url);
            return `${answer.status} ${answer.headers.has('retry-after')} ${(await answer.text()).length > 0}`;
          }),
        ),
      );
      const served200 = answers.filter((answer) => answer === '200 false true').length;
      const refused = answers.filter((answer) => answer === '429 true true').length;
      if (served200 < 10 || served200 + refused !== 50) throw new Error(`Answered ${[...new Set(answers)].join(', ')}.`);
    },
    after: async (bench) => ((await served(bench, 1, detect)).status === 200 ? [] : ['one call afterwards is not answered']),
  },
  {
    ...api,
    name: 'callers hang up in the middle of what they send',
    async deliver(bench) {
      const left = await served(bench, 2, async (url) => {
        for (let number = 0; number < 20; number++) await hangUp(Number(new URL(url).port));
        return (await detect(url)).status;
      });
      if (left !== 200) throw new Error(`The next call is answered ${left}.`);
    },
    checked: true,
  },
];

function detectEvent() {
  const http = { method: 'POST', path: '/detect' };
  const event = {
    rawPath: http.path,
    rawQueryString: '',
    headers: { 'content-type': 'image/jpeg' },
    requestContext: { http },
    body: PICTURE.toString('base64'),
    isBase64Encoded: true,
  };
  return event as unknown as Parameters<PhotoBench['handler']>[0]; // all that is read
}

/** Says that 100,000 bytes come, sends some of them, and goes. */
async function hangUp(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const head = 'POST /detect HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: image/jpeg\r\ncontent-length: 100000\r\n\r\n';
  await new Promise<void>((resolve) => socket.write(`${head}${'x'.repeat(5000)}`, () => resolve()));
  socket.destroy();
}
