// Inbox, photo bucket and table of uploads in memory, for tests of what the worker does with them. They pass the contract suites.

import { createHash } from 'node:crypto';
import { recordKey, removedKey } from '../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../cloud/photos/photo-record.ts';
import type { PhotoStore, StoredFile, StoredSource, UploadTable } from '../../cloud/photos/ports.ts';
import type { Removals } from '../../cloud/photos/removal/ports.ts';
import type { Removal, RemovalMessage } from '../../cloud/photos/removal/removal.ts';
import { MAX_SOURCE_BYTES, tooManyBytes } from '../../cloud/photos/source-size.ts';
import { UPLOAD_DAYS, type Upload } from '../../cloud/photos/statuses.ts';

export interface MemoryPhotos {
  readonly store: PhotoStore;
  readonly sources: Map<string, Omit<StoredSource, 'etag'>>;
  readonly files: Map<string, StoredFile>;
  /** When each mark of a removal was put. */
  readonly removed: Map<string, Date>;
}

export function createMemoryPhotos(): MemoryPhotos {
  const sources = new Map<string, Omit<StoredSource, 'etag'>>();
  const files = new Map<string, StoredFile>();
  const removed = new Map<string, Date>();
  const times = new Map<string, Date>();
  const store: PhotoStore = {
    async readSource(key) {
      const source = sources.get(key);
      if (source && source.bytes.length > MAX_SOURCE_BYTES) throw tooManyBytes(source.bytes.length);
      return source && { ...source, etag: etagOf(source.bytes) };
    },
    async removeSource(key, etag) {
      const source = sources.get(key);
      if (source && etag !== undefined && etagOf(source.bytes) !== etag) return;
      sources.delete(key);
    },
    async read(key) {
      return files.get(key)?.bytes;
    },
    async readRecord(id) {
      const bytes = files.get(recordKey(id))?.bytes;
      return bytes && (JSON.parse(Buffer.from(bytes).toString()) as PhotoRecord); // a record was put there
    },
    async put(file) {
      if (files.has(file.key)) return false;
      files.set(file.key, file);
      times.set(file.key, new Date());
      return true;
    },
    async removeAll(prefix, _, until) {
      const isMeant = (key: string) => !until || toSecond(times.get(key) ?? new Date(0)) <= toSecond(until);
      const keys = [...files.keys()].filter((key) => key.startsWith(prefix) && isMeant(key));
      for (const key of keys) files.delete(key);
      return keys.length;
    },
    async storedAt(key) {
      return files.has(key) ? (times.get(key) ?? new Date(0)) : removed.get(key);
    },
    async removedAt(photo) {
      return removed.get(removedKey(photo));
    },
    async markRemoved(photo) {
      removed.set(removedKey(photo), new Date());
    },
  };
  return { store, sources, files, removed };
}

const etagOf = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

const toSecond = (date: Date) => Math.floor(date.getTime() / 1000);

export interface MemoryRemovals {
  readonly removals: Removals;
  readonly states: Map<string, Removal>;
  /** What waits in the queue. */
  readonly messages: { readonly message: RemovalMessage; readonly delaySeconds: number }[];
}

export function createMemoryRemovals(): MemoryRemovals {
  const states = new Map<string, Removal>();
  const messages: { readonly message: RemovalMessage; readonly delaySeconds: number }[] = [];
  const removals: Removals = {
    async read(removal) {
      return states.get(removal);
    },
    async write(state) {
      states.set(state.removal, state);
    },
    async send(message, delaySeconds = 0) {
      messages.push({ message, delaySeconds });
    },
  };
  return { removals, states, messages };
}

export interface MemoryUploads {
  readonly table: UploadTable;
  readonly rows: Map<string, Upload>;
}

export function createMemoryUploads(): MemoryUploads {
  const rows = new Map<string, Upload>();
  const starts = new Map<string, number>();
  const claims = new Map<string, { readonly owner: string; readonly untilMs: number }>();
  const seconds = () => Math.floor(Date.now() / 1000);
  const table: UploadTable = {
    async read(upload) {
      return rows.get(upload);
    },
    async change(upload, change) {
      const { created = seconds(), name, edits, retire } = rows.get(upload) ?? {};
      const kept = Object.entries({ name, edits, retire }).filter(([, value]) => value !== undefined);
      const expires = seconds() + UPLOAD_DAYS * 86_400;
      rows.set(upload, { upload, created, expires, ...Object.fromEntries(kept), ...change });
    },
    async startDecoding(upload) {
      starts.set(upload, (starts.get(upload) ?? 0) + 1);
      return starts.get(upload) ?? 0;
    },
    async endDecoding(upload) {
      starts.delete(upload);
    },
    async claim(id, owner, untilMs) {
      const claim = claims.get(id);
      if (claim && claim.owner !== owner && claim.untilMs >= Date.now()) return false;
      claims.set(id, { owner, untilMs });
      return true;
    },
    async release(id, owner) {
      if (claims.get(id)?.owner === owner) claims.delete(id);
    },
    async forgetNames(photos) {
      const named = [...rows.values()].filter(({ photo = '', name }) => photos.includes(photo) && name !== undefined);
      for (const { name: _, ...row } of named) rows.set(row.upload, row);
      return named.length;
    },
    async inReview() {
      return [...rows.values()].filter(({ status }) => status === 'review').sort((a, b) => b.created - a.created);
    },
  };
  return { table, rows };
}
