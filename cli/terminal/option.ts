// An option of a command line, as data: help, completion and the type of its value are made of it.

interface AnyOption {
  /** A few words for the help. */
  readonly description: string;
}

interface ValuedOption extends AnyOption {
  /** What follows the name, for the help: `DIR`, `NAME`. */
  readonly value: string;
}

export interface FlagOption extends AnyOption {
  readonly type: 'boolean';
}

export interface TextOption extends ValuedOption {
  readonly type: 'string';
  /** May be given again and again: the value is a list. */
  readonly multiple?: boolean;
  readonly initial?: string;
  /** What the text stands for, or nothing if it is not allowed. A UsageError that it throws says why. */
  readonly parse?: (text: string) => unknown;
  /** What `parse` allows, to follow "must be". */
  readonly allowed?: string;
  readonly mayBeEmpty?: boolean;
  /** A file or folder, from where the user stands. */
  readonly isPath?: boolean;
}

export interface NumberOption extends ValuedOption {
  /** An integer is written in digits alone; a number may have a decimal point. */
  readonly type: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  readonly initial?: number;
}

export interface ChoiceOption<T extends string = string> extends ValuedOption {
  /** `choices` are several of the values, separated by commas. */
  readonly type: 'choice' | 'choices';
  readonly values: readonly T[];
  readonly initial?: T | readonly T[];
}

export type Option = FlagOption | TextOption | NumberOption | ChoiceOption;

export type Options = Readonly<Record<string, Option>>;

type Single<O extends Option> = O extends { type: 'boolean' }
  ? boolean
  : O extends { type: 'integer' | 'number' }
    ? number
    : O extends { type: 'choice'; values: readonly (infer V)[] }
      ? V
      : O extends { type: 'choices'; values: readonly (infer V)[] }
        ? readonly V[]
        : O extends { parse: (text: string) => infer V }
          ? Exclude<V, undefined>
          : string;

type Value<O extends Option> = O extends { multiple: true } ? readonly Single<O>[] : Single<O>;

/** Those that have a value whatever is typed. */
type Certain<O extends Options> = {
  [K in keyof O]: O[K] extends { type: 'boolean' } | { initial: string | number | readonly string[] } | { multiple: true }
    ? K
    : never;
}[keyof O];

export type OptionValues<O extends Options> = { readonly [K in Certain<O>]: Value<O[K]> } & {
  readonly [K in Exclude<keyof O, Certain<O>>]?: Value<O[K]> | undefined;
};

/** Of every command. */
export const HELP = { type: 'boolean', description: 'prints this help, and does nothing else' } as const satisfies Option;

export function takesValue(option: Option): boolean {
  return option.type !== 'boolean';
}
