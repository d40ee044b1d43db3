// @examples article
// What the sandbox is given to draw, and what happens to it meanwhile.
import { type Card, createCard, templateNamed } from '../../card-schema/catalogue.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import type { Random } from '../../tools/profile/gallery/random.ts';
import { sentenceTexts, templateCard } from '../../tools/profile/gallery/template-card.ts';
import { UNSEEN_SENTENCES } from './sentences.ts';

export const FAULTS = ['killed before', 'killed while drawing', 'frozen before', 'image refused'] as const;
export type Fault = (typeof FAULTS)[number];

export interface Plan {
  readonly cards: number;
  /** So many at first have no fault: long enough for a browser to grow old twice, where the run is. */
  readonly calm: number;
  /** By the number of their card, which counts from 1. */
  readonly faults: ReadonlyMap<number, Fault>;
  /** After so many cards each the sandbox is looked at. An even number. */
  readonly sampleEvery: number;
}

const CALM = 2100;
const CALM_SHARE = 0.42;
/** One card in a hundred of the whole run. */
const FAULT_SHARE = 0.01;
const SAMPLE_EVERY = 50;
/** Fewer make too few samples to judge. */
const MIN_CARDS = 600;
/** An example's image, which no deployment may show unless its hosts are allowed. */
const REFUSED_IMAGE = 'https://images.edgecard.test/harbour.jpg';

export function planSoak(cards: number, random: Random): Plan {
  if (!(cards >= MIN_CARDS)) throw new Error(`--cards must be ${MIN_CARDS} or more.`);
  const calm = Math.min(CALM, Math.floor(cards * CALM_SHARE));
  // Odd numbers: neither the next card nor one after which the sandbox is looked at has a fault of its own.
  const stormy = Array.from({ length: cards - calm }, (_, at) => calm + 1 + at).filter((number) => number % 2 === 1);
  const struck = random.some(stormy, Math.round(cards * FAULT_SHARE));
  // In turn, so that each is met as often as any other.
  const faults = new Map(struck.map((number, at) => [number, FAULTS[at % FAULTS.length] as Fault]));
  return { cards, calm, faults, sampleEvery: SAMPLE_EVERY };
}

/** A random card without images: the sandbox has no way to the network but S3 and the card site. */
export function soakCard(seed: string, number: number, fault: Fault | undefined): Card {
  if (fault === 'image refused') return createCard('article', { title: `Refused ${number}`, author: 'Bo', cover: REFUSED_IMAGE });
  return withoutImages(templateCard(seed, number, sentenceTexts(UNSEEN_SENTENCES)));
}

export function withoutImages({ template, params }: Card): Card {
  const isImage = (name: string) => {
    const field = templateNamed(template).fields[name];
    return field !== undefined && fieldInfo(field).kind === 'image';
  };
  const imageless = Object.entries(params).map(([name, value]) => [name, isImage(name) ? '' : value]);
  return createCard(template, Object.fromEntries(imageless) as never);
}
