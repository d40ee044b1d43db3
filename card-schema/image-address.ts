// Addresses of images as people have them, spelt as a browser spells them when it asks, and names of photos.
import { isMeantAsPhoto, photoIdOf, problemOfPhoto } from './photo-id.ts';

/** Longest address, as it is spelt here. Addresses that image services sign have some 300 to 700 characters. */
export const MAX_IMAGE_URL_LENGTH = 1000;

/**
 * The one spelling of an address, or what is wrong with it in words that follow "this one". The address that is signed, asked for
 * and looked up on the page is the same: host and escapes as the URL standard writes them, without a fragment.
 */
export function normalizeImageAddress(text: string): { readonly address: string } | { readonly problem: string } {
  if (photoIdOf(text)) return { address: text };
  if (isMeantAsPhoto(text)) return { problem: problemOfPhoto(text) };
  // Without a scheme an address belongs to a page, and a page that shows a card is https.
  const url = parse(/^[\s\0]*[\\/]{2}/.test(text) ? `https:${text.trim()}` : text);
  if (!url) return { problem: describeUnreadable(text) };
  if (url.protocol !== 'https:') return { problem: `is ${url.protocol.slice(0, -1)}` };
  if (url.username !== '' || url.password !== '') return { problem: 'names a user or a password' };
  if (url.port !== '') return { problem: `names the port ${url.port}` };
  if (/^\[|^\d+(\.\d+){3}\.?$/.test(url.hostname)) return { problem: `has the IP address ${url.hostname} for a host` };
  url.hash = '';
  const address = escapeDisputed(url.href);
  if (address.length > MAX_IMAGE_URL_LENGTH) return { problem: `has ${address.length} characters` };
  return { address };
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Characters that no address may hold. Versions of the URL standard, and with them Node and browsers, do not agree on them. */
function escapeDisputed(href: string): string {
  return href.replaceAll('^', '%5E').replaceAll('|', '%7C').replaceAll('\\', '%5C');
}

function describeUnreadable(text: string): string {
  const trimmed = text.trim();
  if (!/^[a-z][a-z0-9+.-]*:/i.test(trimmed)) return 'does not begin with https://';
  return /^https:[\\/]*([?#]|$)/i.test(trimmed) ? 'names no host' : 'has a host or port that cannot be read';
}
