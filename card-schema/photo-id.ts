/** A photo's id: 80 bits as 16 characters of lower-case Crockford base32, of everything that decides its pixels. */
const ID_CHARACTERS = 16;
const ID = `[0-9a-hjkmnp-tv-z]{${ID_CHARACTERS}}`;
const PHOTO_ID = new RegExp(`^${ID}$`);
const PHOTO_ADDRESS = new RegExp(`^photo:(${ID})$`);

export function isPhotoId(text: string): boolean {
  return PHOTO_ID.test(text);
}

/** What an image field holds to name a photo: `photo:7h3k9m2p4q8r5t6v`. */
export function photoAddress(id: string): string {
  return `photo:${id}`;
}

/** Where the card page asks for a photo, on its own site: the function answers in the place of the network. */
export function photoPath(id: string): string {
  return `/photos/${id}`;
}

/** The id in a photo's address; undefined for any other text. */
export function photoIdOf(address: string): string | undefined {
  return PHOTO_ADDRESS.exec(address)?.[1];
}

/** Whether a text means a photo, rightly spelt or not. */
export function isMeantAsPhoto(text: string): boolean {
  return /^\s*photo(:|%3a)/i.test(text);
}

/** What is wrong with a photo's address, in words that follow "this one". */
export function problemOfPhoto(text: string): string {
  const id = text.replace(/^\s*photo:/i, '');
  if (/\s/.test(text)) return 'has a space in it';
  if (/^photo%3a/i.test(text)) return 'has %3A in the place of the colon';
  if (!text.startsWith('photo:')) return 'has capital letters in photo:';
  if (id !== id.toLowerCase() && isPhotoId(id.toLowerCase())) return 'has capital letters in the id';
  if (id.length !== ID_CHARACTERS) return `has ${[...id].length} characters after photo:, not ${ID_CHARACTERS}`;
  return 'has characters in the id that no id has: it has digits and lower-case letters, but none of i, l, o and u';
}
