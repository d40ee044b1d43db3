import { useEffect, useRef } from 'react';
import { useDragGuard } from './photos/drag-guard.ts';
import { PhotoPage } from './photos/photo-page.tsx';
import { PhotosPage } from './photos/photos-page.tsx';
import { formatPhotosRoute, type Route, useRoute } from './route.ts';
import { StackProvider, useStack } from './stack.tsx';
import { StartPage } from './start-page.tsx';
import { TemplatePage } from './template-page.tsx';
import './shell.css';

export function App() {
  useDragGuard();
  return (
    <StackProvider>
      <button type="button" className="skip" onClick={skipToContent}>
        Skip to content
      </button>
      <Header />
      <Notices />
      <Page />
    </StackProvider>
  );
}

function Header() {
  const { stack } = useStack();
  return (
    <header className="shell-header">
      <a className="shell-brand" href="#/">
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <rect width="24" height="24" rx="5" fill="#e8431f" />
          <rect x="4" y="5" width="16" height="13" fill="#faa44a" />
          <rect x="7" y="8" width="10" height="7" fill="#fff0d4" />
        </svg>
        Edgecard <span>studio</span>
      </a>
      <nav aria-label="Studio">
        <a href="#/">Templates</a>
        {stack?.photos && <a href={formatPhotosRoute()}>Photos</a>}
        {stack && (
          <a href={stack.mainSite} target="_blank" rel="noreferrer">
            Demo site
          </a>
        )}
      </nav>
    </header>
  );
}

/** What concerns every page: a build that failed, a server that went away. */
function Notices() {
  const { buildFailure, lost } = useStack();
  return (
    <div className="shell-notices" role="alert">
      {buildFailure !== undefined && (
        <div className="notice" data-kind="danger">
          <strong>The last change does not build, so the pictures are still those from before it.</strong>
          <pre>{buildFailure}</pre>
        </div>
      )}
      {lost && (
        <div className="notice" data-kind="danger">
          <strong>The studio’s server does not answer.</strong> Start it again with <code>npm start</code>; this page then goes
          on.
        </div>
      )}
    </div>
  );
}

function Page() {
  const route = useRoute();
  const subject = subjectOf(route);

  const shown = useRef(subject);
  // A screen reader announces the new page by its heading, as after an ordinary page load.
  useEffect(() => {
    if (shown.current === subject) return;
    shown.current = subject;
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [subject]);

  if (route.page === 'template') return <TemplatePage key={route.template} route={route} />;
  if (route.page === 'photos') return <PhotosPage origin={route.origin} />;
  if (route.page === 'photo') return <PhotoPage key={route.id} id={route.id} origin={route.origin} />;
  if (route.page === 'start') return <StartPage />;
  return (
    <main id="content" className="page">
      <h1 tabIndex={-1}>No such page</h1>
      <p>
        The studio has no page at this address. <a href="#/">All templates</a>
      </p>
    </main>
  );
}

/** Two routes with the same subject are the same page. */
function subjectOf(route: Route): string {
  if (route.page === 'template') return `${route.page} ${route.template}`;
  return route.page === 'photo' ? `${route.page} ${route.id}` : route.page;
}

/** No link: the address's `#` is the route. */
function skipToContent(): void {
  document.querySelector<HTMLElement>('h1')?.focus();
}
