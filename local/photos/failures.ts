// Errors on their way from one process to another: by their code they are what they were.
import { CardError } from '../../card-schema/errors.ts';
import { PhotoError } from '../../cloud/photos/photo-error.ts';

export interface Failure {
  readonly message: string;
  readonly name?: string;
  readonly code?: string;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, name: error.name, ...('code' in error ? { code: String(error.code) } : {}) };
}

export function errorOf({ message, name, code }: Failure): Error {
  // The other process had the very class, which takes no other codes.
  if (name === 'PhotoError') return new PhotoError(code as PhotoError['code'], message);
  if (name === 'CardError') return new CardError(code as CardError['code'], message);
  return new Error(message);
}
