// What the page knows of the stack that it belongs to, and of the builds that follow the source.
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { openStack, type Stack } from './api.ts';

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

type BuildEvent =
  | { readonly type: 'rebuilt'; readonly designVersions: Stack['designVersions']; readonly changed: readonly string[] }
  | { readonly type: 'build_failed'; readonly message: string };

const StackContext = createContext<StackState>({ builds: 0, lost: false });

export const useStack = () => useContext(StackContext);

export function StackProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<StackState>({ builds: 0, lost: false });
  const connected = state.stack !== undefined;

  useEffect(() => {
    const aborting = new AbortController();
    openStack(aborting.signal).then(
      (stack) => setState((before) => ({ ...before, stack, reachable: true })),
      // A static studio has no server; whatever answers there instead is not a stack.
      () => !aborting.signal.aborted && setState((before) => ({ ...before, reachable: false })),
    );
    return () => aborting.abort();
  }, []);

  useEffect(() => {
    if (!connected) return;
    const events = new EventSource('api/events');
    events.onopen = () => setState((before) => ({ ...before, lost: false }));
    events.onerror = () => setState((before) => ({ ...before, lost: true }));
    events.onmessage = ({ data }) => setState((before) => after(before, JSON.parse(String(data)) as BuildEvent));
    return () => events.close();
  }, [connected]);

  return <StackContext value={state}>{children}</StackContext>;
}

function after(before: StackState, event: BuildEvent): StackState {
  if (event.type === 'build_failed') return { ...before, buildFailure: event.message };
  const { buildFailure: _, ...rest } = before;
  const builds = before.builds + (event.changed.length > 0 ? 1 : 0);
  const stack = before.stack && { ...before.stack, designVersions: event.designVersions };
  return { ...rest, builds, ...(stack ? { stack } : {}) };
}
