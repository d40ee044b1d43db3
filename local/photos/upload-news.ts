// What happens to uploads, for those who want to hear of it instead of asking again and again.
import { EventEmitter } from 'node:events';
import type { SQSEvent } from 'aws-lambda';
import { uploadOf } from '../../cloud/photos/photo-keys.ts';
import { parsePhotoMessage } from '../../cloud/photos/photo-message.ts';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import type { Upload } from '../../cloud/photos/statuses.ts';

/** Without its name and edits: who hears of all uploads need not know of what. */
export interface UploadNews extends Pick<Upload, 'upload' | 'status' | 'photo' | 'code' | 'message'> {
  /** While it is `working`: the part of the work that has begun, such as `decode`, `detect`, `blur`, `variants`. */
  readonly stage?: string;
}

export interface UploadsNews {
  /** Called with each change of each upload, once the table has it. Gives the way to end it. */
  listen(listener: (news: UploadNews) => void): () => void;
}

export interface WatchedTable {
  /** The table itself. */
  readonly table: UploadTable;
  /** What is changed in it, and what its workers say. */
  readonly news: UploadsNews;
  /** For the worker that has this event. */
  readonly sayStage: (event: SQSEvent, stage: string) => void;
}

export function withNews(table: UploadTable): WatchedTable {
  const emitter = new EventEmitter<{ changed: [UploadNews] }>();
  return {
    table: {
      ...table,
      async change(upload, change) {
        await table.change(upload, change);
        const { name: _, edits: __, retire: ___, ...rest } = change;
        emitter.emit('changed', { upload, ...rest });
      },
    },
    sayStage(event, stage) {
      for (const { body } of event.Records) {
        const message = parsePhotoMessage(body);
        if (message.kind === 'source') emitter.emit('changed', { upload: uploadOf(message.key), status: 'working', stage });
        if (message.kind === 'edit') emitter.emit('changed', { upload: message.edit.upload, status: 'working', stage });
      }
    },
    news: {
      listen(listener) {
        emitter.on('changed', listener);
        return () => emitter.off('changed', listener);
      },
    },
  };
}
