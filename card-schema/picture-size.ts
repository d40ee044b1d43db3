/** Every picture's size in pixels: the 1.91:1 that the networks ask for. */
export const PICTURE_SIZE = { width: 1200, height: 630 } as const;
