// Addresses of cards as people paste them: with a query that a network has hung to it, in other letters, without the scheme.
import { normalPath } from './normal-path.ts';

export interface CardAddress {
  /** In its normal spelling; whether it is that of a card is for parseCardPath to say. */
  readonly path: string;
  /** Where the address names one, in lower case; without a scheme it counts as https. */
  readonly origin?: string;
}

const SCHEME = /^https?:\/\//i;
const HOST = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
/** A path of a card that lacks its slash at the beginning. */
const BARE_PATH = /^[^\s:]+\.jpg$/;

/** Reads a path or an address; blanks around it, query and fragment are cut off. Undefined for what is neither. */
export function parseCardAddress(text: string): CardAddress | undefined {
  const [address = ''] = text.trim().split(/[?#]/, 1);
  const scheme = SCHEME.exec(address)?.[0];
  const rest = address.slice(scheme?.length ?? 0).replace(/^\/\/(?=[^/]+\/)/, (slashes) => (scheme === undefined ? '' : slashes));
  const cut = rest.indexOf('/');
  const [host, path] = cut < 0 ? [rest, '/'] : [rest.slice(0, cut), rest.slice(cut)];
  if (scheme !== undefined) return { path: normalPath(path), origin: `${scheme}${host}`.toLowerCase() };
  if (cut > 0 && HOST.test(host)) return { path: normalPath(path), origin: `https://${host}`.toLowerCase() };
  const whole = address.trim();
  if (HOST.test(whole) && !BARE_PATH.test(whole)) return { path: '/', origin: `https://${whole}`.toLowerCase() };
  if (!whole.startsWith('/') && !BARE_PATH.test(whole)) return undefined;
  return { path: normalPath(whole.startsWith('/') ? whole : `/${whole}`) };
}
