// The command studio: where the studio is, and for a deployed one the token that opens it.
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { pageToken } from '../../edge/core/page-url.ts';
import { TOKEN_LIFE_SECONDS } from '../../edge/core/time-limits.ts';
import { DEFAULT_PORT, PORTS_AFTER } from '../../local/stack/ports.ts';
import { command } from '../terminal/command.ts';
import { configuredKeys } from '../terminal/configured-keys.ts';
import { UsageError } from '../terminal/errors.ts';
import { isThisMachine, ORIGIN, PORT } from '../terminal/options.ts';

const localStudio = (port: number) => `http://127.0.0.1:${port + PORTS_AFTER.studio}/`;
/** Known to card-site-guard.js. */
const STUDIO_PATH = '/studio';

export const studio = command({
  description: 'prints the address of the studio, with the token that opens a deployed one',
  usage: '',
  options: {
    site: {
      ...ORIGIN,
      description: `of the card site that it was deployed to; else ${localStudio(DEFAULT_PORT)}, of npm start`,
    },
    port: PORT,
  },
  examples: ['studio', 'studio --port 9000', 'studio --site https://cards.social.app.com'],
  notes: `The key is EDGECARD_PAGE_KEY; a token opens the page for ${TOKEN_LIFE_SECONDS} seconds, and what is open stays open.
A studio is deployed with \`npm run deploy -- --stage NAME --studio\`.`,
  async run({ options }) {
    if (options.site !== undefined && options.port !== undefined) {
      throw new UsageError('Give one of --site, for a deployed studio, and --port, for that of npm start.');
    }
    const address = options.site === undefined ? localStudio(options.port ?? DEFAULT_PORT) : deployedAddress(options.site);
    return { text: address, json: { address } };
  },
});

function deployedAddress(site: string): string {
  return `${site}${STUDIO_PATH}?token=${pageToken(STUDIO_PATH, pageKeyFor(site), Date.now())}`;
}

/** The first of EDGECARD_PAGE_KEY; the public development key serves this machine's own card site only. */
function pageKeyFor(site: string): string {
  const [key] = configuredKeys('EDGECARD_PAGE_KEY');
  if (key) return key;
  if (isThisMachine(site)) return DEVELOPMENT_KEYS.page;
  throw new UsageError(`Set EDGECARD_PAGE_KEY to the key of ${site}; the development key is for the local stack.`);
}
