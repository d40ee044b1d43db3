/** Another model, or another way to use them, is another name: it is part of every photo's id. */
export const EMBEDDED_DETECTOR = 'blazeface-back-256+ssdlite-mobilenet-v2-300/2';
