// What the page knows of its stack, and what each event of the server makes of that.
import type { Stack } from './api.ts';
import type { UploadNews } from './photos/upload-statuses.ts';

export interface StackState {
  /** Undefined until the server has answered, and for good in a static studio. */
  readonly stack?: Stack;
  /** Whether there is a server: unknown at first. */
  readonly reachable?: boolean;
  /** Counts the builds that changed pictures. */
  readonly builds: number;
  readonly buildFailure?: string;
  /** The server answered before and does not now. */
  readonly lost: boolean;
}

type DesignVersions = Stack['designVersions'];

/** As local/studio/events.ts sends them. */
export type StackEvent =
  | { readonly type: 'now'; readonly designVersions: DesignVersions; readonly failure?: string }
  | { readonly type: 'rebuilt'; readonly designVersions: DesignVersions; readonly changed: readonly string[] }
  | { readonly type: 'build_failed'; readonly message: string };

/** What is sent about photos goes by the same stream. */
export type PhotoEvent = { readonly type: 'upload' } & UploadNews;

export function stateAfter(before: StackState, event: StackEvent): StackState {
  if (event.type === 'build_failed') return { ...before, buildFailure: event.message };
  const { buildFailure: _, ...rest } = before;
  const { stack } = before;
  const { designVersions } = event;
  const failure = event.type === 'now' && event.failure !== undefined ? { buildFailure: event.failure } : {};
  // Nothing is new to a page that has missed nothing: what it shows stays as it is.
  if (!stack || !differs(stack.designVersions, designVersions)) return { ...rest, ...failure };
  return { ...rest, ...failure, builds: before.builds + 1, stack: { ...stack, designVersions } };
}

function differs(before: DesignVersions, now: DesignVersions): boolean {
  const names = Object.keys({ ...before, ...now }) as (keyof DesignVersions)[]; // the keys of both
  return names.some((name) => before[name] !== now[name]);
}
