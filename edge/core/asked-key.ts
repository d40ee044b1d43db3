// A key that was asked for, and its parts. Whether it is a card's is found out by card-key.ts, which has to know every template for that: a
// card that S3 has does not wait for those to be loaded.
import { DESIGN_VERSION, type DesignVersions } from '../../card-schema/design-version.ts';

/** Nothing here needs percent-encoding: S3 decodes request paths, and a key that changes on the way is never found. */
const CARD_KEY = new RegExp(
  `^(?<designVersion>${DESIGN_VERSION})/(?<template>[a-z][a-z0-9]{0,30})/(?<values>[A-Za-z0-9_-]+)\\.jpg$`,
);

/** `parts` are there where it looks like a card's. */
export interface AskedKey {
  readonly key: string;
  readonly parts?: KeyParts;
}

export interface KeyParts {
  readonly designVersion: string;
  readonly template: string;
  readonly values: string;
}

export function readKey(key: string): AskedKey {
  const { designVersion, template, values } = CARD_KEY.exec(key)?.groups ?? {};
  if (designVersion === undefined || template === undefined || values === undefined) return { key };
  return { key, parts: { designVersion, template, values } };
}

/** Of the card that is drawn for every address that is not a card. */
export function defaultCardKey(designVersions: DesignVersions): string {
  return `${designVersions.default}/default/default.jpg`;
}
