// The card site from its source: Vite's dev server as a part of the studio's own HTTP server.
import { realpath } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { FontCoverage } from '../build/font-coverage.ts';

const project = join(import.meta.dirname, '../..');

export interface ViteParts {
  /** Where the browser's websocket for hot reload arrives as well. */
  readonly server: Server;
  readonly designVersions: DesignVersions;
  readonly fontCoverage: FontCoverage;
  /** Packages as Vite prepares them for the browser; dist/.vite unless told. */
  readonly cacheDir?: string;
}

export async function openVite({ server, designVersions, fontCoverage, cacheDir }: ViteParts): Promise<ViteDevServer> {
  return createServer({
    configFile: join(project, 'card-site/vite.config.ts'),
    cacheDir: cacheDir ?? join(project, 'dist/.vite'),
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
    optimizeDeps: { entries: ['*.html'] },
  });
}
