import { type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { fieldInfo, isOptional } from '../../card-schema/fields.ts';
import { FieldControl } from './field/field-control.tsx';
import { fieldErrors } from './field-errors.ts';
import type { Params } from './route.ts';
import type { ReadSwatch } from './swatches.ts';
import './card-form.css';

export interface CardFormProps {
  readonly template: TemplateName;
  readonly params: Params;
  readonly onChange: (params: Params) => void;
  readonly readSwatch: ReadSwatch;
}

/** Made of the template's schema: one control per field, whatever the template. */
export function CardForm({ template, params, onChange, readSwatch }: CardFormProps) {
  const { fields, examples } = templateNamed(template);
  const errors = fieldErrors(template, params);
  const written = JSON.stringify(params);
  return (
    <form className="card-form" aria-label="Card" noValidate onSubmit={(event) => event.preventDefault()}>
      <fieldset className="form-examples">
        <legend>Start from an example</legend>
        {Object.entries(examples).map(([name, example]) => (
          <button key={name} type="button" aria-pressed={JSON.stringify(example) === written} onClick={() => onChange(example)}>
            {name}
          </button>
        ))}
      </fieldset>
      {Object.entries(fields).map(([name, schema]) => (
        <FieldControl
          key={name}
          name={name}
          info={fieldInfo(schema)}
          required={!isOptional(schema)}
          value={params[name]}
          initial={schema.safeParse(undefined).data}
          error={errors[name]}
          origin={{ template, field: name, params }}
          swatchOf={(option) => readSwatch(name, option)}
          onChange={(value) => onChange(withValue(params, name, value))}
        />
      ))}
      {Object.keys(fields).length === 0 && <p className="form-none">This template has no fields: it is one card.</p>}
    </form>
  );
}

/** Undefined leaves a field out. */
function withValue(params: Params, name: string, value: unknown): Params {
  const { [name]: _, ...others } = params;
  return value === undefined ? others : { ...params, [name]: value };
}
