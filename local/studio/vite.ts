// The card site from its source: Vite's dev server as a part of the studio's own HTTP server.
import { realpath } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { FontCoverage } from '../build/font-coverage.ts';
import { ALSO_WATCHED } from './follow-source.ts';

const project = join(import.meta.dirname, '../..');

export interface ViteParts {
  /** Where the browser's websocket for hot reload arrives as well. */
  readonly server: Server;
  readonly designVersions: DesignVersions;
  readonly fontCoverage: FontCoverage;
}

export async function openVite({ server, designVersions, fontCoverage }: ViteParts): Promise<ViteDevServer> {
  const vite = await createServer({
    configFile: join(project, 'card-site/vite.config.ts'),
    cacheDir: join(project, 'dist/.vite'), // node_modules may belong to somebody else
    // The same constants as in local/build/card-site.ts.
    define: { __DESIGN_VERSIONS__: JSON.stringify(designVersions), __FONT_COVERAGE__: JSON.stringify(fontCoverage) },
    appType: 'mpa',
    logLevel: 'warn',
    clearScreen: false,
    server: {
      middlewareMode: { server },
      ws: { server },
      // No other site may read the sources.
      cors: false,
      // node_modules may be a link, and files are judged by their real path.
      fs: { allow: [project, await realpath(join(project, 'node_modules'))] },
    },
    optimizeDeps: { entries: ['*.html', 'studio/*.html'] },
  });
  vite.watcher.add([...ALSO_WATCHED]);
  return vite;
}
