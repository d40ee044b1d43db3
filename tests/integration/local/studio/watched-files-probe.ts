// Prints, as JSON, the sources about which openVite()'s isWatched() and its watcher are of two minds once followSource() has started.
import { createServer } from 'node:http';
import { basename, dirname } from 'node:path';
import type { DesignVersions } from '../../../../card-schema/design-version.ts';
import { followSource, sourceFiles } from '../../../../local/studio/follow-source.ts';
import { openVite } from '../../../../local/studio/vite.ts';

const built = { fontCoverage: {} };
const ignore = () => {};
const parts = { server: createServer(), designVersions: {} as DesignVersions, studioHosts: [], ...built };
const { watching, close } = await openVite({ ...parts, polls: process.argv[2] === 'polling' });
const followed = await followSource({ ...watching, built, onRebuilt: ignore, onFailed: ignore });
const { isWatched } = watching;
const watched = watching.watcher.getWatched();
const files = await sourceFiles();
const wrong = files.filter((file) => (watched[dirname(file)]?.includes(basename(file)) ?? false) !== isWatched(file));
await followed.stop();
await close();
console.log(
  JSON.stringify({ wrong, followed: files.filter(isWatched).length, leftOut: files.filter((file) => !isWatched(file)).length }),
);
