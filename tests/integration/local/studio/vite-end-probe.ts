// Ends with a Vite server that compiles packages: closes it at once (`close`), or ends without closing it (`exit`). Prints how many
// packages were compiled then.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DesignVersions } from '../../../../card-schema/design-version.ts';
import { openVite } from '../../../../local/studio/vite.ts';

const parts = { server: createServer(), designVersions: {} as DesignVersions, studioHosts: [], fontCoverage: {}, polls: false };
const { vite, close } = await openVite(parts);
const compiled = () => Object.keys(vite.environments.client.depsOptimizer?.metadata.optimized ?? {}).length;
if (process.argv[2] === 'close') await close();
else while (compiled() === 0) await sleep(20);
console.log(compiled());
if (process.argv[2] === 'exit') process.exit();
