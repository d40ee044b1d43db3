// What the studio's pages get without asking: server-sent events.
import type { ServerResponse } from 'node:http';
import type { TemplateName } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';

export type StudioEvent =
  | { readonly type: 'rebuilt'; readonly designVersions: DesignVersions; readonly changed: readonly TemplateName[] }
  | { readonly type: 'build_failed'; readonly message: string };

export function createEvents() {
  const listeners = new Set<ServerResponse>();
  let failure: StudioEvent | undefined;

  return {
    /** Answers with the events to come, and with a build's failure that nobody has mended yet. */
    subscribe(response: ServerResponse): void {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(failure ? format(failure) : ': listening\n\n');
      listeners.add(response);
      response.once('close', () => listeners.delete(response));
    },
    send(event: StudioEvent): void {
      failure = event.type === 'build_failed' ? event : undefined;
      for (const listener of listeners) listener.write(format(event));
    },
  };
}

export type Events = ReturnType<typeof createEvents>;

function format(event: StudioEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** The templates whose cards look different now. */
export function changedTemplates(before: DesignVersions, after: DesignVersions): readonly TemplateName[] {
  const names = Object.keys(after) as readonly TemplateName[]; // the keys of DesignVersions
  return names.filter((name) => before[name] !== after[name]);
}
