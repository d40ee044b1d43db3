const MAX_CHARACTERS = 40;

/** A text as it is named in a message. */
export function shortened(text: string): string {
  const characters = [...text];
  return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS).join('')}…` : text;
}
