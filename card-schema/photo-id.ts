/** A photo's id: 80 bits as 16 characters of lower-case Crockford base32, of everything that decides its pixels. */
const ID = '[0-9a-hjkmnp-tv-z]{16}';
const PHOTO_ID = new RegExp(`^${ID}$`);
const PHOTO_ADDRESS = new RegExp(`^photo:(${ID})$`);

export function isPhotoId(text: string): boolean {
  return PHOTO_ID.test(text);
}

/** What an image field holds to name a photo: `photo:7h3k9m2p4q8r5t6v`. */
export function photoAddress(id: string): string {
  return `photo:${id}`;
}

/** The id in a photo's address; undefined for any other text. */
export function photoIdOf(address: string): string | undefined {
  return PHOTO_ADDRESS.exec(address)?.[1];
}
