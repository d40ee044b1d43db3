import type { Origin } from '../route.ts';
import { usePageTitle } from '../use-page-title.ts';

export function PhotosPage(_: { readonly origin: Origin | undefined }) {
  usePageTitle('Photos');
  return (
    <main id="content" className="page">
      <h1 tabIndex={-1}>Photos</h1>
    </main>
  );
}
