import { setFlagsFromString } from 'node:v8';

/**
 * The young generation of V8 does not grow beyond the size that it has now, a few MB; by itself it grows to 32 MB within 200 cards.
 * Its size can be set only before a program runs, and Lambda@Edge has no variables for that. This flag is read whenever V8 is about
 * to grow it; where a later V8 does not know the flag, it grows as before.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
