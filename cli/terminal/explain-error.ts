// What a person reads of an error: one sentence for what can be put right, and for a bug its stack.
import { CardError } from '../../card-schema/errors.ts';
import { BuildError } from '../../card-site/bundle/build-error.ts';
import { PhotoError } from '../../cloud/photos/photo-error.ts';
import { ExpectedError, UsageError } from './errors.ts';
import { explainSystemError, systemErrorIn } from './system-errors.ts';

export interface Explained {
  readonly code: string;
  readonly message: string;
  /** 1 is a failure, 2 a mistake in the command line. */
  readonly exitCode: number;
  /** Of a bug alone. */
  readonly stack?: string;
}

export function explainError(error: unknown): Explained {
  if (error instanceof UsageError) return { code: error.code, message: error.message, exitCode: 2 };
  if (error instanceof ExpectedError || error instanceof CardError || error instanceof PhotoError || error instanceof BuildError)
    return { code: error.code, message: error.message, exitCode: 1 };
  const system = systemErrorIn(error);
  if (system) return { code: system.code, message: explainSystemError(system), exitCode: 1 };
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  return { code: 'bug', message: `This is a bug in Edgecard: ${message}`, exitCode: 1, stack };
}

/** What goes to standard error. */
export function formatError({ message, stack }: Explained): string {
  return withoutControls(
    stack === undefined ? message : `This is a bug in Edgecard. Please report it, with what follows.\n${stack}`,
  );
}

/** A file or an option that is named in a message may hold what a terminal obeys; it is written as JSON would. */
export function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

export function errorJson({ code, message }: Explained): unknown {
  return { error: { code, message } };
}
