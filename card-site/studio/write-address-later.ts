/** Browsers refuse to have the address changed at every key, and at every move of a drag. */
const ADDRESS_DELAY_MS = 300;

/**
 * For an effect: writes the address when nothing has changed for a moment, or before somebody leaves, who finds on the way back what
 * was there last. Gives what ends it.
 */
export function writeAddressLater(write: () => void): () => void {
  const timer = setTimeout(write, ADDRESS_DELAY_MS);
  const leaving = [
    [document, 'click'],
    [window, 'pagehide'],
  ] as const;
  for (const [target, event] of leaving) target.addEventListener(event, write, { capture: true });
  return () => {
    clearTimeout(timer);
    for (const [target, event] of leaving) target.removeEventListener(event, write, { capture: true });
  };
}
