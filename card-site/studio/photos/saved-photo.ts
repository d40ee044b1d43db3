/** The page of a photo that was just made says so once: whoever saved it comes there from the page of another. */
let saved: string | undefined;

export function noteSaved(id: string): void {
  saved = id;
}

export function wasJustSaved(id: string): boolean {
  return saved === id;
}
