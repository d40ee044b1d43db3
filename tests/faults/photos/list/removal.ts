// Removing a photo: whatever fails on the way, at the end nothing of it is left, or its status says that it failed and its message is a dead
// letter; and when the fault is over, the same message takes the rest.
import { variantKey } from '../../../../cloud/photos/photo-keys.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { type Asked, type Meddle, pass, send } from '../../fault-proxy.ts';
import { answer, half, hang, lostAnswer, s3Refusal, where } from '../../meddling.ts';
import { aws, forgetting, inRemover, s3, saying, sending } from '../in-remover.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { BUSY_REMOVAL_FAULTS } from './busy-removal.ts';
import { awsRefusal, calls, isPhotoFile } from './switches.ts';

const listing = ({ method, path }: Asked) => method === 'GET' && /^\/pictures\/?\?.*versions/.test(path);
const deleting = ({ method, path }: Asked) => method === 'POST' && /^\/pictures\/?\?.*delete/.test(path);
const describing = ({ method, path }: Asked) => method === 'HEAD' && path.startsWith('/pictures/');
const slowDown = s3Refusal(503, 'SlowDown');
const denied = s3Refusal(403, 'AccessDenied');
const throttled = awsRefusal(400, 'ThrottlingException');
/** Where the remover's own time ends after 1.5 s: five are kept to say how it ended. */
const SHORT_MS = 6500;
const CLAIM_MS = 3000;
const MS = 20_000;

/** S3 answers 200 to a deletion, and keeps what it names. */
const keeping: Meddle = ({ response }) =>
  send(response, {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: Buffer.from('<DeleteResult><Error><Key>a</Key><Code>InternalError</Code></Error></DeleteResult>'),
  });
const cloudFrontRefusal = (status: number, code: string) =>
  answer(status, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error></ErrorResponse>`, {
    'content-type': 'text/xml',
  });
const fileDeleting = ({ method, path }: Asked) => method === 'POST' && path.startsWith('/photos-') && path.includes('delete');

const CARDS: readonly PhotoFault[] = [
  inRemover('cards cannot be listed (503)', aws(listing, slowDown), { quick: true }),
  inRemover('cards cannot be listed (500), for good', aws(listing, s3Refusal(500, 'InternalError')), { lasts: 'for good' }),
  inRemover('cards may not be listed (403), for good', aws(listing, denied), {
    ...{ lasts: 'for good', logged: /photo_removal_failed.*"final":true/ },
  }),
  inRemover('the listing of cards breaks off', aws(listing, half)),
  inRemover('the listing of cards never ends', aws(listing, hang), { remainingMs: SHORT_MS, logged: /out_of_time|store_failed/ }),
  inRemover('the second page of cards cannot be listed', (bench) =>
    bench.aws.meddle(where((asked) => listing(asked) && asked.path.includes('key-marker'), slowDown)),
  ),
  inRemover('a card does not say what it shows', aws(describing, slowDown)),
  inRemover('cards are not deleted (503)', aws(deleting, slowDown)),
  inRemover('some cards are not deleted', aws(deleting, keeping)),
  inRemover('some cards are not deleted, for good', aws(deleting, keeping), { lasts: 'for good', quick: true }),
  inRemover('cards are deleted, and the answer is lost', aws(deleting, lostAnswer)),
  inRemover('a file that is left of the photo is not deleted', async (bench, id) => {
    const file = { key: variantKey(id, '250'), bytes: Buffer.from('left'), type: 'image/jpeg' };
    await bench.behind.store.put(file, createDeadline(MS));
    s3(fileDeleting, keeping)(bench);
  }),
  inRemover('the photo bucket cannot be listed', s3(isPhotoFile('GET', /list-type/), slowDown)),
];

const CACHES: readonly PhotoFault[] = [
  inRemover('CloudFront is throttled', aws(forgetting, cloudFrontRefusal(400, 'Throttling'))),
  inRemover('CloudFront may not be asked to forget, for good', aws(forgetting, cloudFrontRefusal(403, 'AccessDenied')), {
    lasts: 'for good',
  }),
  inRemover('CloudFront forgets, and its answer is lost', aws(forgetting, lostAnswer)),
];

const STATES: readonly PhotoFault[] = [
  inRemover('the table does not take how far it is', aws(saying, throttled)),
  inRemover('the table does not take how far it is, for good', aws(saying, throttled), {
    ...{ lasts: 'for good', says: 'working', logged: /photo_status_failed/ },
  }),
  inRemover('the table gives no claim', aws(calls('PutItem', /claim:/), throttled)),
  inRemover('the names of uploads cannot be looked for', aws(calls('Scan'), throttled)),
  inRemover('the queue does not take the second look', aws(sending, awsRefusal(500, 'InternalError'))),
  inRemover(
    'a worker that died has the claim',
    async ({ table, s3 }, id) => {
      await table.claim(id, 'a worker that died', Date.now() + CLAIM_MS);
      s3.meddle(pass);
    },
    { remainingMs: SHORT_MS, logged: /out_of_time/ },
  ),
];

/** Ended when a step has had its effect, the remover begins the same message from its beginning. */
const killed = (when: string, step: string, count = 1): PhotoFault =>
  inRemover(`the remover is killed ${when}`, ({ removal, s3 }) => {
    s3.meddle(pass);
    removal.remover.endAfter(step, count);
  });

const KILLED: readonly PhotoFault[] = [
  killed('with the claim', 'table.claim'),
  killed('when it has deleted the record', 'store.removeAll'),
  killed('when it has deleted the files', 'store.removeAll', 4),
  killed('when it has forgotten names', 'table.forgetNames'),
  killed('when it has listed a page of cards', 'shelf.page', 2),
  killed('when it has deleted cards', 'shelf.remove'),
  killed('when CloudFront was asked', 'caches.forget'),
  killed('when it has sent the second look', 'removals.send'),
];

export const REMOVAL_FAULTS: readonly PhotoFault[] = [...CARDS, ...CACHES, ...STATES, ...KILLED, ...BUSY_REMOVAL_FAULTS];
