import type { FieldInfo } from '../../../card-schema/fields.ts';
import type { Origin } from '../route.ts';
import type { Swatch } from '../swatches.ts';

export interface FieldControlProps {
  readonly name: string;
  readonly info: FieldInfo;
  readonly required: boolean;
  readonly value: unknown;
  /** What the card has when the field is left out. */
  readonly initial: unknown;
  readonly error: string | undefined;
  /** Where this field is, for the pages of photos, which lead back to it. */
  readonly origin: Origin;
  readonly swatchOf: (option: string) => Swatch | undefined;
  /** Undefined leaves the field out. */
  readonly onChange: (value: unknown) => void;
}

export interface ControlProps extends FieldControlProps {
  readonly id: string;
}

/** The attributes that tie an input to its field's label and error. */
export function described({ id, error }: ControlProps) {
  return { id, 'aria-describedby': `${id}-error`, ...(error === undefined ? {} : { 'aria-invalid': true }) };
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
