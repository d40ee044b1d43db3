import { CardError } from '../../card-schema/errors.ts';

/**
 * An error for the log: its code, its message, and for a bug its stack. Queries are cut out of addresses, because the browser and
 * the SDK quote whole ones, and a query may hold a token.
 */
export function describeError(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { code: 'unexpected', reason: redact(String(error)) };
  if (!(error instanceof CardError))
    return { code: 'unexpected', reason: redact(error.message), stack: redact(error.stack ?? '') };
  const cause = error.cause instanceof Error ? { cause: redact(`${error.cause.name}: ${error.cause.message}`) } : {};
  return { code: error.code, reason: redact(error.message), ...cause };
}

function redact(text: string): string {
  return text.replace(/\?[^\s'")]+/g, '?…');
}
