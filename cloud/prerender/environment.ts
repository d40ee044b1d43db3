import type { ConfigHeaders } from '../../edge/core/config.ts';

/**
 * The edge functions' settings as an ordinary function has them: `X_CARD_BUDGET_MS` is `x-card-budget-ms`, because an environment
 * variable's name has no hyphens. So there is one table of settings and one parser.
 */
export function configHeadersIn(environment: Readonly<Record<string, string | undefined>>): ConfigHeaders {
  const entries = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith('X_CARD_') && value !== undefined ? [[name.toLowerCase().replaceAll('_', '-'), value] as const] : [],
  );
  return Object.fromEntries(entries);
}
