import { useState } from 'react';
import type { Point } from '../../../card-schema/photo-focus.ts';
import { pointAt } from './draft.ts';
import type { Editing } from './editing.ts';

/** Where most photos have what matters, a little above the middle. */
const FIRST_POINT: Point = [0.5, 0.42];

/** The focal point in figures, and whether there is one. */
export function FocusPanel({ draft, change, announce }: Editing) {
  const { point } = draft;
  const { point: _, ...without } = draft;
  return (
    <section className="photo-panel" aria-labelledby="focal-title">
      <h2 id="focal-title">Focal point</h2>
      <p id="focal-help" className="photo-hint">
        Every crop keeps it, whatever was found. Click or drag in the photo; by keyboard, the arrow keys move it, with Shift
        further, and Escape brings it back.
      </p>
      {point ? (
        <div className="focal-figures">
          <PercentInput
            label="From left"
            value={point[0]}
            onChange={(left) => change({ ...draft, point: pointAt(left, point[1]) })}
          />
          <PercentInput
            label="From top"
            value={point[1]}
            onChange={(top) => change({ ...draft, point: pointAt(point[0], top) })}
          />
          <button
            type="button"
            className="button"
            onClick={(event) => {
              const panel = event.currentTarget.closest('section');
              change(without);
              announce('No focal point. Crops keep what was found.');
              // This button goes; the other one takes its place.
              setTimeout(() => panel?.querySelector<HTMLElement>('.focal-set')?.focus());
            }}
          >
            No focal point
          </button>
        </div>
      ) : (
        <div className="focal-figures">
          <p>None is set: crops keep the heads and objects that were found.</p>
          <button
            type="button"
            className="button focal-set"
            onClick={() => {
              change({ ...draft, point: FIRST_POINT });
              setTimeout(() => document.querySelector<HTMLElement>('.focal-handle')?.focus());
            }}
          >
            Set a focal point
          </button>
        </div>
      )}
    </section>
  );
}

interface PercentInputProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function PercentInput({ label, value, onChange }: PercentInputProps) {
  /** As it is being typed: an empty field, or half a number, is no place yet. */
  const [typed, setTyped] = useState<string>();
  return (
    <label className="percent">
      <span>{label}</span>
      <input
        type="number"
        min={0}
        max={100}
        step={0.1}
        value={typed ?? Math.round(value * 1000) / 10}
        onChange={({ target }) => {
          setTyped(target.value);
          if (!Number.isNaN(target.valueAsNumber)) onChange(target.valueAsNumber / 100);
        }}
        onBlur={() => setTyped(undefined)}
      />
      <span aria-hidden="true">%</span>
    </label>
  );
}
