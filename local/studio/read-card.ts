import { type Card, createCard } from '../../card-schema/catalogue.ts';
import { StudioError } from './exchange.ts';

/** The card that a body names, with the switches that its route takes. Throws StudioError, CardError. */
export function readCard<const S extends string>(
  body: unknown,
  switches: readonly S[] = [],
): { readonly card: Card } & Readonly<Record<S, boolean>> {
  const known = ['template', 'params', ...switches];
  const refusal = (rest = '') => new StudioError(400, 'bad_body', `The body must be an object of ${known.join(', ')}${rest}.`);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refusal();
  const { template, params, ...rest } = body as Readonly<Record<string, unknown>>;
  const strange = Object.keys(rest).find((name) => !known.includes(name));
  if (strange !== undefined) throw refusal(`; there is ${JSON.stringify(strange)} in it`);
  if (typeof template !== 'string') throw refusal('; "template" must be a text');
  const wrong = switches.find((name) => !['boolean', 'undefined'].includes(typeof rest[name]));
  if (wrong) throw refusal(`; ${JSON.stringify(wrong)} must be true or false`);
  const given = Object.fromEntries(switches.map((name) => [name, rest[name] === true])) as Record<S, boolean>; // one entry per switch
  return { card: createCard(template as string, params), ...given };
}
