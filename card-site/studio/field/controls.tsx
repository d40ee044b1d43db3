// The inputs of a form, one for each kind of field.
import { type ControlProps, described, textOf } from './control-props.ts';

/** A text longer than this has more than one line in the form. */
const LONG = 80;

export function TextControl(props: ControlProps) {
  const { name, info, value, initial, required, onChange } = props;
  const common = {
    ...described(props),
    name,
    required,
    value: textOf(value ?? initial),
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (info.max ?? 0) > LONG ? <textarea {...common} rows={3} /> : <input {...common} type="text" />;
}

export function IntegerControl(props: ControlProps) {
  const { name, info, value, initial, required, onChange } = props;
  return (
    <input
      {...described(props)}
      type="number"
      inputMode="numeric"
      name={name}
      required={required}
      min={info.min}
      max={info.max}
      step={1}
      placeholder={initial === undefined ? '' : String(initial)}
      value={typeof value === 'number' ? value : ''}
      onChange={({ target }) => onChange(Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)}
    />
  );
}

export function ChoiceControl({ id, name, info, value, initial, swatchOf, onChange }: ControlProps) {
  return (
    <div className="choices">
      {info.options?.map((option) => {
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

export function DateControl(props: ControlProps) {
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

const LANGUAGE_NAMES = new Intl.DisplayNames('en', { type: 'language' });

export function LanguageControl(props: ControlProps) {
  const { id, name, info, value, onChange } = props;
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
        {info.options?.map((language) => (
          <option key={language} value={language} label={LANGUAGE_NAMES.of(language) ?? language} />
        ))}
      </datalist>
    </>
  );
}

/** For a kind of field that this form does not know: its value as JSON, and as a text what is not JSON. */
export function JsonControl(props: ControlProps) {
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

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
