// Where in the studio somebody is, written behind the address's `#`, so that a card being made can be reloaded and shared.
import { useSyncExternalStore } from 'react';
import { TEMPLATE_NAMES, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { isPhotoId } from '../../card-schema/photo-id.ts';

export const VIEWS = ['card', 'picture', 'networks', 'stress', 'share'] as const;
export type View = (typeof VIEWS)[number];

/** A card's params as the form has them: what is missing or wrong included. */
export type Params = Readonly<Record<string, unknown>>;

export type Route =
  | { readonly page: 'start' }
  | { readonly page: 'template'; readonly template: TemplateName; readonly view: View; readonly params: Params }
  | { readonly page: 'photos'; readonly origin: Origin | undefined }
  | { readonly page: 'photo'; readonly id: string; readonly origin: Origin | undefined }
  | { readonly page: 'unknown' };

/** The image field from which somebody came to the photos, and whose card then has the photo that is chosen. */
export interface Origin {
  readonly template: TemplateName;
  readonly field: string;
  readonly params: Params;
}

/**
 * `#/`, `#/<template>`, `#/<template>/<view>`, with `?example=<name>` or `?params=<JSON>`; `#/photos`, `#/photos/<id>`, with
 * `?field=<template>/<field>&params=<JSON>`.
 */
function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [name, view = 'card', ...rest] = path.split('/').filter((part) => part !== '');
  if (name === undefined) return { page: 'start' };
  const photos = rest.length === 0 ? photosRoute(path, new URLSearchParams(query)) : undefined;
  if (photos) return photos;
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

/** A template may be called so too: its links name its view. */
function photosRoute(path: string, query: URLSearchParams): Route | undefined {
  const match = /^\/photos(?:\/([^/]*))?\/?$/.exec(path);
  if (!match) return undefined;
  const [, id = ''] = match;
  const origin = originIn(query);
  if (id === '') return { page: 'photos', origin };
  return isPhotoId(id) ? { page: 'photo', id, origin } : undefined;
}

/** The list of photos, or one of them. */
export function formatPhotosRoute(id?: string, origin?: Origin): string {
  const query =
    origin && new URLSearchParams({ field: `${origin.template}/${origin.field}`, params: JSON.stringify(origin.params) });
  return `#/photos${id === undefined ? '' : `/${id}`}${query ? `?${query}` : ''}`;
}

/** The form that one came from, with a photo in the field. */
export function formatOrigin({ template, field, params }: Origin, address: string): string {
  return formatRoute(template, 'card', { ...params, [field]: address });
}

function originIn(query: URLSearchParams): Origin | undefined {
  const [name = '', field = ''] = (query.get('field') ?? '').split('/');
  const template = TEMPLATE_NAMES.find((known) => known === name);
  if (!template || !Object.hasOwn(templateNamed(template).fields, field)) return undefined;
  return { template, field, params: paramsIn(query, template) };
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
