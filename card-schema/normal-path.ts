/**
 * Writes a URL path as RFC 3986 normalises it (sections 6.2.2.2 and 6.2.2.3): escapes of unreserved characters decoded, once, and dot
 * segments removed; besides, slashes in a row are one. What is left over in escapes stays, so a card's path has none.
 * Linear in the length. edge/picture-paths.js does the same in front of the cache.
 */
export function normalPath(path: string): string {
  const decoded = path.replace(/%([0-9A-Fa-f]{2})/g, (escaped, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : escaped;
  });
  const kept: string[] = [];
  for (const segment of decoded.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  const endsInFolder = /(?:^|\/)\.{0,2}$/.test(decoded);
  return `/${kept.join('/')}${endsInFolder && kept.length > 0 ? '/' : ''}`;
}
