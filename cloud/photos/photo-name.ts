// How the file of a photo is called: what people read in lists, and nothing else.

/** As file systems have it. */
export const MAX_NAME_CHARACTERS = 255;

export function isPhotoName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_NAME_CHARACTERS && !/[\p{Cc}\p{Cs}]/u.test(value);
}

/** Of a key in the inbox, which may hold anything: terminals obey control characters, and a line break begins another row of a list. */
export function photoNameOf(text: string): string {
  return text.slice(0, MAX_NAME_CHARACTERS).replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd');
}
