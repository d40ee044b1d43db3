import { useId, useRef } from 'react';
import type { FieldAbout } from '../../card-schema/fields.ts';
import { ImagePicker } from './image-picker.tsx';
import type { Swatch } from './swatches.ts';

export interface FieldControlProps {
  readonly name: string;
  readonly about: FieldAbout;
  readonly required: boolean;
  readonly value: unknown;
  /** What the card has when the field is left out. */
  readonly initial: unknown;
  readonly error: string | undefined;
  readonly swatchOf: (option: string) => Swatch | undefined;
  /** Undefined leaves the field out. */
  readonly onChange: (value: unknown) => void;
}

/** A text longer than this has more than one line in the form. */
const LONG = 80;

export function FieldControl(props: FieldControlProps) {
  const { about, error } = props;
  const id = useId();
  const several = about.kind === 'choice' || about.kind === 'texts';
  const Box = several ? 'fieldset' : 'div';
  return (
    <Box
      className="field"
      data-kind={about.kind}
      {...(several && error !== undefined ? { 'aria-describedby': `${id}-error` } : {})}
    >
      {several ? (
        <legend>{about.label}</legend>
      ) : (
        <div className="field-head">
          <label htmlFor={id}>{about.label}</label>
          {!props.required && <span className="field-optional">optional</span>}
          {about.kind === 'text' && <Counter text={textOf(props.value ?? props.initial)} max={about.max} />}
        </div>
      )}
      <Control {...props} id={id} />
      <p className="field-error" id={`${id}-error`} aria-live="polite">
        {error}
      </p>
    </Box>
  );
}

interface ControlProps extends FieldControlProps {
  readonly id: string;
}

function Control(props: ControlProps) {
  switch (props.about.kind) {
    case 'text':
      return <TextControl {...props} />;
    case 'texts':
      return <TextsControl {...props} />;
    case 'integer':
      return <IntegerControl {...props} />;
    case 'choice':
      return <ChoiceControl {...props} />;
    case 'date':
      return <DateControl {...props} />;
    case 'image':
      return <ImageControl {...props} />;
    case 'language':
      return <LanguageControl {...props} />;
    default:
      return <JsonControl {...props} />;
  }
}

function described({ id, error }: ControlProps) {
  return { id, 'aria-describedby': `${id}-error`, ...(error === undefined ? {} : { 'aria-invalid': true }) };
}

function TextControl(props: ControlProps) {
  const { name, about, value, initial, required, onChange } = props;
  const common = {
    ...described(props),
    name,
    required,
    value: textOf(value ?? initial),
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (about.max ?? 0) > LONG ? <textarea {...common} rows={3} /> : <input {...common} type="text" />;
}

function TextsControl({ id, name, about, value, error, onChange }: ControlProps) {
  const list = useRef<HTMLDivElement>(null);
  const texts = Array.isArray(value) ? value.map(textOf) : [];
  const most = about.max ?? Number.POSITIVE_INFINITY;
  const focusOn = (at: number) => setTimeout(() => list.current?.querySelectorAll<HTMLElement>('input, .texts-add')[at]?.focus());
  return (
    <div className="texts" ref={list}>
      {texts.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place; its text changes as one types
        <div className="texts-line" key={at}>
          <input
            type="text"
            name={name}
            value={text}
            autoComplete="off"
            aria-label={`${about.label}, ${at + 1}`}
            aria-describedby={`${id}-error`}
            {...(error === undefined ? {} : { 'aria-invalid': true })}
            onChange={(event) => onChange(texts.with(at, event.target.value))}
          />
          <button
            type="button"
            className="button"
            aria-label={`Remove ${about.label}, ${at + 1}`}
            onClick={() => {
              onChange(texts.toSpliced(at, 1));
              focusOn(Math.max(0, at - 1));
            }}
          >
            ×
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button texts-add"
        disabled={texts.length >= most}
        onClick={() => {
          onChange([...texts, '']);
          focusOn(texts.length);
        }}
      >
        {texts.length >= most ? `${most} at most` : 'Add'}
      </button>
    </div>
  );
}

function IntegerControl(props: ControlProps) {
  const { name, about, value, initial, required, onChange } = props;
  return (
    <input
      {...described(props)}
      type="number"
      inputMode="numeric"
      name={name}
      required={required}
      min={about.min}
      max={about.max}
      step={1}
      placeholder={initial === undefined ? '' : String(initial)}
      value={typeof value === 'number' ? value : ''}
      onChange={({ target }) => onChange(Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)}
    />
  );
}

function ChoiceControl({ id, name, about, value, initial, swatchOf, onChange }: ControlProps) {
  return (
    <div className="choices">
      {about.options?.map((option) => {
        const swatch = swatchOf(option);
        return (
          <label key={option} className="choice">
            <input
              type="radio"
              name={`${id}-${name}`}
              value={option}
              checked={(value ?? initial) === option}
              onChange={() => onChange(option)}
            />
            {swatch && <span className="swatch" aria-hidden="true" style={{ background: swatch.ground, color: swatch.text }} />}
            <span>{option}</span>
          </label>
        );
      })}
    </div>
  );
}

function DateControl(props: ControlProps) {
  const { name, value, required, onChange } = props;
  return (
    <input
      {...described(props)}
      type="date"
      name={name}
      required={required}
      value={textOf(value)}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
    />
  );
}

function ImageControl(props: ControlProps) {
  const { name, about, value, onChange } = props;
  return (
    <>
      <input
        {...described(props)}
        type="url"
        name={name}
        placeholder="https://…"
        autoComplete="off"
        spellCheck={false}
        value={textOf(value)}
        onChange={(event) => onChange(event.target.value)}
      />
      <ImagePicker label={about.label} value={textOf(value)} onChange={onChange} />
    </>
  );
}

const LANGUAGE_NAMES = new Intl.DisplayNames('en', { type: 'language' });

function LanguageControl(props: ControlProps) {
  const { id, name, about, value, onChange } = props;
  return (
    <>
      <input
        {...described(props)}
        type="text"
        name={name}
        list={`${id}-languages`}
        placeholder="That of the texts"
        autoComplete="off"
        spellCheck={false}
        value={textOf(value)}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-languages`}>
        {about.options?.map((language) => (
          <option key={language} value={language} label={LANGUAGE_NAMES.of(language) ?? language} />
        ))}
      </datalist>
    </>
  );
}

/** For a kind of field that this form does not know: its value as JSON, and as a text what is no JSON. */
function JsonControl(props: ControlProps) {
  const { name, value, onChange } = props;
  return (
    <input
      {...described(props)}
      type="text"
      name={name}
      className="mono"
      autoComplete="off"
      value={typeof value === 'string' ? value : (JSON.stringify(value) ?? '')}
      onChange={({ target }) => onChange(target.value === '' ? undefined : fromJson(target.value))}
    />
  );
}

function Counter({ text, max = 0 }: { readonly text: string; readonly max: number | undefined }) {
  const length = [...text.normalize('NFC').trim()].length; // as the schema counts
  return (
    <span className="field-count" data-over={length > max}>
      <span aria-hidden="true">
        {length} / {max}
      </span>
      <span className="hidden">
        {length} of {max} characters
      </span>
    </span>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
