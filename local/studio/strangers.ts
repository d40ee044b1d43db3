// Who may ask the studio: browsers on this machine, and those that know it by a name that was allowed at its start.
import type { IncomingMessage } from 'node:http';
import { StudioError } from './exchange.ts';

/** By these names a browser reaches this machine and no other. A stranger's name that resolves to it (DNS rebinding) is not among them. */
const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const HOST_NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);

export const ALLOWED_HOSTS =
  'host names without scheme, port or wildcard, separated by commas, such as mymachine,name-8084.app.github.dev';

/** What --studio-host says; nothing when one of them is no host name. */
export function readStudioHosts(text: string): readonly string[] | undefined {
  const names = text.split(',').map((name) => withoutDot(name.trim().toLowerCase()));
  return names.every((name) => HOST_NAME.test(name)) ? [...new Set(names)] : undefined;
}

/** Throws StudioError for a request that another site made, or that asks for the studio by a stranger's name. */
export function refuseStrangers({ method = 'GET', headers, socket }: IncomingMessage, studioHosts: readonly string[] = []): void {
  const host = `http://${headers.host ?? ''}`;
  const name = nameIn(host);
  if (!OWN_NAMES.includes(name) && !studioHosts.includes(name)) throw foreignHost(name, studioHosts, socket.localPort);
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  const isOwn = origin === undefined || origin === new URL(host).origin;
  const isForeign =
    (!isOwn && !(studioHosts.includes(nameIn(origin)) && mayBeProxied(origin, name))) ||
    // Following a link to the studio is all that another site may do.
    (site !== undefined && site !== 'same-origin' && site !== 'none' && mode !== 'navigate');
  if (isForeign) throw new StudioError(403, 'foreign_origin', `Only the studio's own pages may send ${method} here.`);
}

/**
 * In front of an allowed name may be a proxy, which ends TLS or gives the request to localhost. Everything else of that name is another
 * program of that machine at another port: over plain HTTP, browsers send it no Sec-Fetch-Site that would say so.
 */
function mayBeProxied(origin: string, askedFor: string): boolean {
  return origin.startsWith('https:') || OWN_NAMES.includes(askedFor);
}

function foreignHost(name: string, studioHosts: readonly string[], port = 0): StudioError {
  const allow = HOST_NAME.test(name) ? `, or allow the name: npm start -- --studio-host ${name}` : '';
  return new StudioError(
    403,
    'foreign_host',
    `The studio answers to ${[...OWN_NAMES, ...studioHosts].join(', ')} only; asked for ${JSON.stringify(name)}. ` +
      `Forward the port to your machine (ssh -L ${port}:127.0.0.1:${port} HOST, or your editor's list of ports) and open it as localhost${allow}.`,
  );
}

/** Lower case, without a port and the last dot of an absolute name. */
function nameIn(address: string): string {
  return URL.canParse(address) ? withoutDot(new URL(address).hostname) : '';
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}
