import type { z } from 'zod/mini';

export type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** Params of a template as drawn: every field present, normalised. */
export type ParamsOf<S extends Shape> = Readonly<z.output<z.ZodMiniObject<S>>>; // spelt so that compile errors list the fields

/** Params as a person gives them: fields with a default may be left out. */
export type InputOf<S extends Shape> = z.input<z.ZodMiniObject<S>>;

/**
 * How a template's cards are addressed (see card-path.ts):
 * `root` /a-b-c.jpg · `closed` /template/a-b-c.jpg · `open` /template/payload.signature.jpg · `fixed` /template.jpg, without fields.
 * With `signed: true` the first two are /a-b-c.signature.jpg and /template/a-b-c.signature.jpg.
 */
export type Addressing = 'root' | 'closed' | 'open' | 'fixed';

export interface Template<S extends Shape = Shape> {
  readonly addressing: Addressing;
  /**
   * Signs the addresses of a `root` or `closed` template too, so that nobody but your main site can have its cards drawn:
   * /a-b-c.signature.jpg · /template/a-b-c.signature.jpg. Those of an `open` template are signed in any case. @default false
   */
  readonly signed?: boolean;
  /** One sentence for people: when to use it. */
  readonly description: string;
  readonly fields: S;
  /**
   * The most pictures that a template may have whose addresses need no signature: anybody can have each of them drawn. `npm run
   * check` refuses more. @default MAX_UNSIGNED_PICTURES of card-schema/picture-count.ts
   */
  readonly unsignedPictures?: number;
  /** Cards to try, to test and to show: name → input. */
  readonly examples: Readonly<Record<string, InputOf<S>>>;
  /** What a card says, in words of its language, for og:image:alt. */
  alt(params: ParamsOf<S>): string;
  /** The language of its fixed words, for a template whose cards have no field that says it. */
  readonly language?: string;
  /** What is wrong with fields that are right one by one, as a sentence that names them. */
  check?(params: ParamsOf<S>): string | undefined;
}

/** Whether the addresses of a template need a signature. */
export function isSigned({ addressing, signed = false }: Pick<Template, 'addressing' | 'signed'>): boolean {
  return addressing === 'open' || (signed && addressing !== 'fixed'); // the default card stands in for every address
}

/** Whether anybody may have any number of its cards drawn, because no address needs a signature. */
export function isDrawnForAnybody(template: Pick<Template, 'addressing' | 'signed'>): boolean {
  return !isSigned(template) && template.addressing !== 'fixed'; // of which there is one card
}

/** How a template's cards are addressed, for people: `signed, at the root`. */
export function addressingInWords(template: Pick<Template, 'addressing' | 'signed'>): string {
  if (template.addressing === 'fixed') return 'one card';
  return `${isSigned(template) ? 'signed' : 'unsigned'}${template.addressing === 'root' ? ', at the root' : ''}`;
}

/** Lets the compiler infer a template's params from its fields. */
export function defineTemplate<const S extends Shape>(template: Template<S>): Template<S> {
  return template;
}
