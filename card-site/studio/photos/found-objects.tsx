import { boxInWords, percent } from './in-words.ts';
import type { ShownPhoto } from './photo-calls.ts';

/** What else was found, in words: the layer of the same name shows where. */
export function FoundObjects({ objects }: { readonly objects: ShownPhoto['detections']['objects'] }) {
  if (objects.length === 0) return null;
  return (
    <details className="photo-panel">
      <summary>Objects that were found: {[...new Set(objects.map(({ label }) => label))].join(', ')}</summary>
      <ul className="object-list">
        {objects.map(({ label, score, box }) => (
          <li key={`${label} ${box}`}>
            {label}, {percent(score)} sure <span className="photo-hint">{boxInWords(box)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
