export interface Swatch {
  readonly ground: string;
  readonly text: string;
}

/** The colours that a card has with another option of a choice, if it shows the choice as an attribute `data-<field>`. */
export type ReadSwatch = (field: string, option: string) => Swatch | undefined;

/** Reads them from the card's own CSS: an empty copy of the element is put next to it for a moment, with the other option. */
export function readSwatches(stage: HTMLElement | undefined): ReadSwatch {
  return (field, option) => {
    const element = stage?.querySelector<HTMLElement>(`[data-${CSS.escape(field)}]`);
    if (!element?.isConnected) return undefined;
    const copy = element.cloneNode(false) as HTMLElement; // a copy is of the same kind
    copy.dataset[field] = option;
    element.after(copy);
    const { backgroundColor, color } = copy.ownerDocument.defaultView?.getComputedStyle(copy) ?? {};
    const swatch = { ground: String(backgroundColor), text: String(color) };
    copy.remove();
    return /^rgba\(.*, 0\)$/.test(swatch.ground) ? undefined : swatch;
  };
}
