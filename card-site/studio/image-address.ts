const IMAGES = '/api/image?src=';

/** Where the page finds an image of a card: the studio's server fetches it as the edge does. A static studio has no such server. */
export function imageAddress(address: string): string {
  return import.meta.env.DEV ? `${IMAGES}${encodeURIComponent(address)}` : address;
}

/** A text that names such an address, with the image's own in its place. */
export function withOwnAddress(text: string): string {
  const [before = '', fetched] = text.split(new URL(IMAGES, location.href).href);
  return fetched === undefined ? text : before + decodeURIComponent(fetched);
}
