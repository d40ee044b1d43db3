/** A path for the log, without the signature that a card's may hold. */
export function loggablePath(path: string): string {
  return path.replace(/\.[\w-]+(?=\.jpg$)/, '.…').slice(0, 80);
}
