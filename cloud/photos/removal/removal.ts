// A removal after the photo's own files are gone: other photos of the same picture, cards that show it, caches, names in the table.
import { isPhotoId } from '../../../card-schema/photo-id.ts';

export type RemovalStatus =
  | 'working' // looks through all stored cards
  | 'again' // has looked; once more later, for cards that were just being drawn
  | 'done'
  | 'failed'; // three tries

/** What `GET /removals/<removal>` gives. */
export interface Removal {
  /** Of the form of an upload id; that of the edit where an edit retired the photo. */
  readonly removal: string;
  readonly photos: readonly string[];
  readonly status: RemovalStatus;
  /** Files of photos that were removed after the call itself had removed its own. */
  readonly objects: number;
  /** Pictures in the bucket, old versions included, that showed one of the photos and are gone. */
  readonly cards: number;
  /** Pictures that were looked at so far, in this look. */
  readonly looked: number;
  /** Uploads whose file names were forgotten. */
  readonly uploads: number;
  /** When it looks again, an ISO date. */
  readonly again?: string;
  readonly message?: string;
}

const STAGES = ['versions', 'files', 'cards'] as const;
export type RemovalStage = (typeof STAGES)[number];

/** How far a removal is; the queue brings it. It fits into a message: ids and numbers. */
export interface RemovalMessage {
  readonly removal: string;
  readonly photos: readonly string[];
  /** SHA-256 of the uploaded file, if all photos that were made of it go. */
  readonly source?: string;
  /** When the removal was asked for, an ISO date: photos that are made again later stay. */
  readonly since: string;
  readonly look: 1 | 2;
  readonly stage: RemovalStage;
  /** Where the stage's listing goes on. */
  readonly cursor?: string;
  readonly objects: number;
  readonly cards: number;
  readonly looked: number;
  readonly uploads: number;
}

export function firstMessage(asked: Pick<RemovalMessage, 'removal' | 'photos' | 'since' | 'source'>): RemovalMessage {
  return { ...asked, look: 1, stage: firstStage(asked), objects: 0, cards: 0, looked: 0, uploads: 0 };
}

/** Everything once more: what was in the making may be there now. */
export function secondLook({ cursor: _, ...message }: RemovalMessage): RemovalMessage {
  return { ...message, look: 2, stage: firstStage(message), looked: 0 };
}

function firstStage({ source }: Pick<RemovalMessage, 'source'>): RemovalStage {
  return source === undefined ? 'files' : 'versions';
}

export function nextStage(stage: RemovalStage): RemovalStage | undefined {
  return STAGES[STAGES.indexOf(stage) + 1];
}

export function removalOf(
  message: RemovalMessage,
  status: RemovalStatus,
  more: Pick<Removal, 'again' | 'message'> = {},
): Removal {
  const { removal, photos, objects, cards, looked, uploads } = message;
  return { removal, photos, status, objects, cards, looked, uploads, ...more };
}

/** Undefined for a body that no removal has sent: nobody could do it, however often it came. */
export function parseRemovalMessage(body: string): RemovalMessage | undefined {
  const { removal } = (jsonIn(body) ?? {}) as { readonly removal?: Partial<RemovalMessage> };
  const isOurs =
    typeof removal === 'object' &&
    removal !== null &&
    typeof removal.removal === 'string' &&
    Array.isArray(removal.photos) &&
    removal.photos.every((id) => typeof id === 'string' && isPhotoId(id)) &&
    typeof removal.since === 'string' &&
    !Number.isNaN(Date.parse(removal.since)) &&
    STAGES.some((stage) => stage === removal.stage);
  return isOurs ? (removal as RemovalMessage) : undefined; // the other members are written with these
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
