import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Upload } from './body.ts';
import type { BucketSettings } from './bucket-settings.ts';
import type { Objects } from './objects.ts';

/** A call that is signed, well-formed and read whole. */
export interface Call {
  readonly objects: Objects;
  readonly settings: BucketSettings;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly upload: Upload;
}

/** What a call does, by its method. Throws S3Error. */
export type Actions = Readonly<Record<string, ((call: Call) => Promise<void>) | undefined>>;
