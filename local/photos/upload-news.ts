// What happens to uploads, for those who want to hear of it instead of asking again and again.
import { EventEmitter } from 'node:events';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import type { Upload } from '../../cloud/photos/statuses.ts';

/** Without its name and edits: who hears of all uploads need not know of what. */
export type UploadNews = Pick<Upload, 'upload' | 'status' | 'photo' | 'code' | 'message'>;

export interface UploadsNews {
  /** Called with each change of each upload, once the table has it. Gives the way to end it. */
  listen(listener: (news: UploadNews) => void): () => void;
}

/** The table itself, and the news of what is changed in it. */
export function withNews(table: UploadTable): { readonly table: UploadTable; readonly news: UploadsNews } {
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
    news: {
      listen(listener) {
        emitter.on('changed', listener);
        return () => emitter.off('changed', listener);
      },
    },
  };
}
