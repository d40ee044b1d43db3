import type { z } from 'zod';

export type Shape = Readonly<Record<string, z.ZodType>>;

/** Params of a template as drawn: every field present, normalised. */
export type ParamsOf<S extends Shape> = Readonly<z.output<z.ZodObject<S>>>; // spelt so that compile errors list the fields

/** Params as a person gives them: fields with a default may be left out. */
export type InputOf<S extends Shape> = z.input<z.ZodObject<S>>;

/**
 * How a template's cards are addressed (see card-path.ts):
 * `root` /a-b-c.jpg · `closed` /template/a-b-c.jpg · `open` /template/payload.signature.jpg · `fixed` /template.jpg, without fields.
 */
export type Addressing = 'root' | 'closed' | 'open' | 'fixed';

export interface Template<S extends Shape = Shape> {
  readonly addressing: Addressing;
  /** One sentence for people: when to use it. */
  readonly description: string;
  readonly fields: S;
  /** Cards to try, to test and to show: name → input. */
  readonly examples: Readonly<Record<string, InputOf<S>>>;
  /** What a card says, in words of its language, for og:image:alt. */
  alt(params: ParamsOf<S>): string;
  /** The language of its fixed words, for a template whose cards have no field that says it. */
  readonly language?: string;
  /** What is wrong with fields that are right one by one, as a sentence that names them. */
  check?(params: ParamsOf<S>): string | undefined;
}

/** Lets the compiler infer a template's params from its fields. */
export function defineTemplate<const S extends Shape>(template: Template<S>): Template<S> {
  return template;
}
