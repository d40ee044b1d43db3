import { useId } from 'react';
import { type ControlProps, type FieldControlProps, textOf } from './control-props.ts';
import { ChoiceControl, DateControl, IntegerControl, JsonControl, LanguageControl, TextControl } from './controls.tsx';
import { ImageControl } from './image-control.tsx';
import { TextsControl } from './texts-control.tsx';

export function FieldControl(props: FieldControlProps) {
  const { info, error } = props;
  const id = useId();
  const several = info.kind === 'choice' || info.kind === 'texts';
  const Box = several ? 'fieldset' : 'div';
  return (
    <Box
      className="field"
      data-kind={info.kind}
      {...(several && error !== undefined ? { 'aria-describedby': `${id}-error` } : {})}
    >
      {several ? (
        <legend>{info.label}</legend>
      ) : (
        <div className="field-head">
          <label htmlFor={id}>{info.label}</label>
          {!props.required && <span className="field-optional">optional</span>}
          {info.kind === 'text' && <Counter text={textOf(props.value ?? props.initial)} max={info.max} />}
        </div>
      )}
      <Control {...props} id={id} />
      <p className="field-error" id={`${id}-error`} aria-live="polite">
        {error}
      </p>
    </Box>
  );
}

function Control(props: ControlProps) {
  switch (props.info.kind) {
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
