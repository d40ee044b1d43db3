// The card site from its source: Vite's dev server as a part of the studio's own HTTP server.
import { realpath } from 'node:fs/promises';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type InlineConfig, mergeConfig, type Plugin, type ViteDevServer } from 'vite';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { FontCoverage } from '../../card-site/fonts/font-coverage.ts';
import config from '../../card-site/vite.config.ts';
import { projectPath } from '../../project-path.ts';
import { ALSO_WATCHED, type FollowSourceParts, isImported } from './follow-source.ts';
import { openViteCache } from './vite-cache.ts';

/** The page that draws live cards. */
export const FRAME_PAGE = '/studio/frame.html';

const project = projectPath();

/** Hundreds, which hardly ever change. */
const fontFiles = projectPath('card-site/fonts/files');
const isFontFile = (path: string) => path === fontFiles || path.startsWith(`${fontFiles}/`);

/** The other sources in milliseconds; the font files would take longer. */
const POLLING = { usePolling: true, interval: 1000, binaryInterval: 10_000, ignored: isFontFile };
/** Of packages when the server is to be closed. On two cores it takes a second from the start; `npm start` cuts it off earlier. */
const MAX_COMPILING_MS = 10_000;

export interface ViteParts {
  /** Where the browser's websocket for hot reload arrives as well. */
  readonly server: Server;
  readonly designVersions: DesignVersions;
  readonly fontCoverage: FontCoverage;
  /** Names that the studio answers to, for the websocket. */
  readonly studioHosts: readonly string[];
  /** Whether to look at the files again and again, where the system watches too few. */
  readonly polls: boolean;
}

/** Vite's server, and the folder that it leaves behind. */
export interface OpenVite {
  readonly vite: ViteDevServer;
  /** What followSource() has to know of it. */
  readonly watching: Required<Pick<FollowSourceParts, 'watcher' | 'isWatched'>>;
  close(): Promise<void>;
}

export async function openVite({ server, designVersions, fontCoverage, studioHosts, polls }: ViteParts): Promise<OpenVite> {
  const cache = await openViteCache();
  const own: InlineConfig = {
    // Vite would restart when a file changes that the configuration imports, and these are the schemas.
    configFile: false,
    cacheDir: cache.folder,
    // The same constants as in card-site/bundle/make-card-site.ts and make-studio.ts.
    define: {
      __DESIGN_VERSIONS__: JSON.stringify(designVersions),
      __FONT_COVERAGE__: JSON.stringify(fontCoverage),
      __FRAME_PAGE__: JSON.stringify(FRAME_PAGE),
    },
    plugins: [keepUntilRestart, percentSigns(project)],
    appType: 'mpa',
    logLevel: 'warn',
    clearScreen: false,
    server: {
      ...(polls ? { watch: POLLING } : {}),
      middlewareMode: { server },
      ws: { server },
      // No other site may read the sources.
      cors: false,
      allowedHosts: ['localhost.', ...studioHosts],
      // node_modules may be a link, and files are judged by their real path.
      fs: { allow: [project, await realpath(projectPath('node_modules'))] },
    },
    optimizeDeps: { entries: ['*.html', 'studio/*.html'] },
  };
  const vite = await createServer(mergeConfig(config, own));
  vite.watcher.add([...ALSO_WATCHED]);
  // Read before anybody asks: the tables of the fonts take a moment.
  for (const entry of ['/studio/main.tsx', '/studio/frame.ts']) void vite.warmupRequest(entry);
  return {
    vite,
    watching: { watcher: vite.watcher, isWatched: (path) => !(polls && isFontFile(path)) },
    async close() {
      await Promise.race([compiled(vite), sleep(MAX_COMPILING_MS, undefined, { ref: false })]);
      await vite.close();
      await cache.remove();
    },
  };
}

/** A server that is closed does not wait for packages that it compiles, and they would be written into a folder that is gone. */
async function compiled({ environments }: ViteDevServer): Promise<void> {
  for (const { depsOptimizer } of Object.values(environments)) {
    await depsOptimizer?.scanProcessing;
    await Promise.all(depsOptimizer?.metadata.depInfoList.map(({ processing }) => processing) ?? []);
  }
}

/**
 * Vite names files outside of card-site/ by their path as it is, and a browser leaves a percent sign in it as it is: a folder called
 * `100% ours` would be asked for by an address that cannot be decoded.
 */
export function percentSigns(folder: string): Plugin {
  const asked = `/@fs${new URL(folder, 'file:///').pathname}/`;
  const right = `/@fs${folder.split('/').map(encodeURIComponent).join('/')}/`;
  return {
    name: 'edgecard:percent-signs',
    configureServer({ middlewares }) {
      if (!folder.includes('%')) return;
      middlewares.use((request, _, next) => {
        if (request.url?.startsWith(asked)) request.url = right + request.url.slice(asked.length);
        next();
      });
    },
  };
}

/**
 * What this process has imported changes for its pages when another process takes its place, and not before: a page that is loaded
 * again just then would find no server.
 */
const keepUntilRestart: Plugin = {
  name: 'edgecard:keep-until-restart',
  hotUpdate: ({ file }) => (isImported(file) ? [] : undefined),
};
