// Where in the studio somebody is, written behind the address's `#`, so that a card being made can be reloaded and shared.
import { useSyncExternalStore } from 'react';
import { TEMPLATE_NAMES, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';

export const VIEWS = ['card', 'picture', 'networks', 'stress', 'share'] as const;
export type View = (typeof VIEWS)[number];

/** A card's params as the form has them: what is missing or wrong included. */
export type Params = Readonly<Record<string, unknown>>;

export type Route =
  | { readonly page: 'start' }
  | { readonly page: 'template'; readonly template: TemplateName; readonly view: View; readonly params: Params }
  | { readonly page: 'unknown' };

/** `#/`, `#/<template>`, `#/<template>/<view>`, with `?example=<name>` or `?params=<JSON>`. */
function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [name, view = 'card', ...rest] = path.split('/').filter((part) => part !== '');
  if (name === undefined) return { page: 'start' };
  const template = TEMPLATE_NAMES.find((known) => known === name);
  const knownView = VIEWS.find((known) => known === view);
  if (!template || !knownView || rest.length > 0) return { page: 'unknown' };
  return { page: 'template', template, view: knownView, params: paramsIn(new URLSearchParams(query), template) };
}

export function formatRoute(template: TemplateName, view: View, params: Params): string {
  const { examples } = templateNamed(template);
  const written = JSON.stringify(params);
  const example = Object.keys(examples).find((name) => JSON.stringify(examples[name]) === written);
  const query = new URLSearchParams(example === undefined ? { params: written } : { example });
  return `#/${template}/${view}?${query}`;
}

/** Writes where somebody is into the address, without a new step in the browser's history. */
export function replaceAddress(hash: string): void {
  history.replaceState(history.state, '', hash);
}

let route = parseRoute(location.hash);

/** The route of the last link that was followed. replaceAddress() changes the address and not this: the page knows already. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => route);
}

function subscribe(changed: () => void): () => void {
  const onHashChange = () => {
    route = parseRoute(location.hash);
    changed();
  };
  addEventListener('hashchange', onHashChange);
  return () => removeEventListener('hashchange', onHashChange);
}

function paramsIn(query: URLSearchParams, template: TemplateName): Params {
  const { examples } = templateNamed(template);
  const example = query.get('example') ?? '';
  const first = Object.values(examples)[0] ?? {};
  if (Object.hasOwn(examples, example)) return examples[example] ?? first;
  try {
    const params: unknown = JSON.parse(query.get('params') ?? '');
    if (typeof params === 'object' && params !== null && !Array.isArray(params)) return fieldsIn(params as Params, template);
  } catch {
    // An address that was cut or typed by hand still opens the template.
  }
  return first;
}

/** Without what is not a field of the template: the form could neither show it nor take it away, and no card has it. */
function fieldsIn(params: Params, template: TemplateName): Params {
  const { fields } = templateNamed(template);
  return Object.fromEntries(Object.entries(params).filter(([name]) => Object.hasOwn(fields, name)));
}
