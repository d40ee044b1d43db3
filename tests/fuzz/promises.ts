// A refusal is an outcome; a broken promise is not.
import { CardError } from '../../card-schema/errors.ts';

export function promise(kept: boolean, what: string): void {
  if (!kept) throw new Error(`Broken promise: ${what}.`);
}

/** A refusal, in words without what is quoted. Anything but a CardError is a crash. */
export function refusal(error: unknown): string {
  if (!(error instanceof CardError)) throw error;
  return `${error.code}: ${error.message.replace(/"(?:[^"\\]|\\.)*"|\d+/g, '…')}`;
}

export function parsed(parse: () => string): string {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Broken promise')) throw error;
    return refusal(error);
  }
}
