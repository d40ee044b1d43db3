// What the page knows of the stack that it belongs to, and of the builds that follow the source.
import { createContext, type Dispatch, type ReactNode, type SetStateAction, useContext, useEffect, useState } from 'react';
import { openStack } from './api.ts';
import { uploadChanged, uploadsMissed } from './photos/upload-statuses.ts';
import { type PhotoEvent, type StackEvent, type StackState, stateAfter } from './stack-state.ts';

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
    // A page that nobody sees holds no connection: a browser has six to a server, for all of its tabs. The first event says what it missed.
    let close = () => {};
    const follow = () => {
      close();
      close = document.hidden ? () => {} : followEvents(setState);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [connected]);

  return <StackContext value={state}>{children}</StackContext>;
}

/** Where the browser itself gives up, after an answer that is none, it is asked again this much later. */
const ASK_AGAIN_MS = 3000;

/** Gives the way to end it. */
function followEvents(setState: Dispatch<SetStateAction<StackState>>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let events: EventSource;
  const open = () => {
    events = new EventSource('api/events');
    events.onopen = () => setState((before) => ({ ...before, lost: false }));
    events.onmessage = ({ data }) => {
      const event = JSON.parse(String(data)) as StackEvent | PhotoEvent; // our own server's
      if (event.type === 'upload') return uploadChanged(event);
      if (event.type === 'now') uploadsMissed();
      setState((before) => stateAfter(before, event));
    };
    events.onerror = () => {
      setState((before) => ({ ...before, lost: true }));
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(open, ASK_AGAIN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    events.close();
  };
}
