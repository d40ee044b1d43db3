import type { ParamsOf } from '../../../../card-schema/template.ts';
import type { starter } from './starter.ts';

/** Stands in for card-schema/catalogue.ts, where a starter is not entered. */
export type CardParams<_ extends 'starter'> = ParamsOf<(typeof starter)['fields']>;
