// What the studio's pages get without asking: server-sent events.
import type { ServerResponse } from 'node:http';
import type { TemplateName } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { UploadNews } from '../photos/upload-news.ts';

export type StudioEvent =
  /** The present state: the first event that a page gets, which may have missed some while its connection was gone. */
  | { readonly type: 'now'; readonly designVersions: DesignVersions; readonly failure?: string }
  | { readonly type: 'rebuilt'; readonly designVersions: DesignVersions; readonly changed: readonly TemplateName[] }
  | { readonly type: 'build_failed'; readonly message: string };

/** What has become of an upload of a photo. */
export type UploadEvent = { readonly type: 'upload' } & UploadNews;

export function createEvents(designVersions: () => DesignVersions) {
  const listeners = new Set<ServerResponse>();
  let failure: string | undefined;

  return {
    /** Answers with what is so now, and with the events to come. */
    subscribe(response: ServerResponse): void {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(format({ type: 'now', designVersions: designVersions(), ...(failure === undefined ? {} : { failure }) }));
      listeners.add(response);
      response.once('close', () => listeners.delete(response));
    },
    send(event: StudioEvent | UploadEvent): void {
      if (event.type !== 'upload') failure = event.type === 'build_failed' ? event.message : undefined;
      for (const listener of listeners) listener.write(format(event));
    },
  };
}

export type Events = ReturnType<typeof createEvents>;

function format(event: StudioEvent | UploadEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** The templates whose cards look different now. */
export function changedTemplates(before: DesignVersions, after: DesignVersions): readonly TemplateName[] {
  const names = Object.keys(after) as readonly TemplateName[]; // the keys of DesignVersions
  return names.filter((name) => before[name] !== after[name]);
}
