import { useRef } from 'react';
import { type ControlProps, textOf } from './control-props.ts';

/** A list of texts: a line for each, which can be changed and removed, and a button that adds one. */
export function TextsControl({ id, name, info, value, error, onChange }: ControlProps) {
  const list = useRef<HTMLDivElement>(null);
  const texts = Array.isArray(value) ? value.map(textOf) : [];
  const max = info.max ?? Number.POSITIVE_INFINITY;
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
            aria-label={`${info.label}, ${at + 1}`}
            aria-describedby={`${id}-error`}
            {...(error === undefined ? {} : { 'aria-invalid': true })}
            onChange={(event) => onChange(texts.with(at, event.target.value))}
          />
          <button
            type="button"
            className="button"
            aria-label={`Remove ${info.label}, ${at + 1}`}
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
        disabled={texts.length >= max}
        onClick={() => {
          onChange([...texts, '']);
          focusOn(texts.length);
        }}
      >
        {texts.length >= max ? `${max} at most` : 'Add'}
      </button>
    </div>
  );
}
