import type { Box } from '../../../card-schema/photo-focus.ts';
import type { Draft } from './draft.ts';
import type { Editing } from './editing.ts';
import { drawnBefore, type FoundHead } from './found-heads.ts';
import { counted, percent } from './in-words.ts';
import { inPlace } from './stage-place.ts';

const LAYERS = ['faces', 'heads', 'objects'] as const;
export type Layers = Readonly<Record<(typeof LAYERS)[number], boolean>>;

/** What was found, each kind with a line of its own. The lists below the photo say the same to those who do not see it. */
export function StageLayers({ photo, heads, draft, layers }: Editing & { readonly layers: Layers }) {
  const { faces, objects } = photo.detections;
  return (
    <div className="stage-layers" aria-hidden="true">
      {layers.objects &&
        objects.map(({ box, label, score }) => (
          <Outline key={`${label} ${box}`} kind="object" box={box} label={`${label} ${percent(score)}`} />
        ))}
      {layers.heads &&
        drawnBefore(photo, heads).map((box) => <Outline key={String(box)} kind="head" state="hidden" box={box} label="hidden" />)}
      {layers.heads &&
        heads.map((head) => (
          <Outline key={head.number} kind="head" state={stateOf(head, draft)} box={head.box} label={String(head.number)} />
        ))}
      {layers.faces && faces.map(({ box, score }) => <Outline key={String(box)} kind="face" box={box} label={percent(score)} />)}
    </div>
  );
}

interface OutlineProps {
  readonly kind: 'face' | 'head' | 'object';
  readonly state?: HeadState;
  readonly box: Box;
  readonly label: string;
}

function Outline({ kind, state, box, label }: OutlineProps) {
  return (
    <div className="stage-box" data-kind={kind} data-state={state} style={inPlace(box)}>
      <span className="stage-label">{label}</span>
    </div>
  );
}

type HeadState = 'seen' | 'hiding' | 'hidden';

export function stateOf({ number, isHidden }: FoundHead, { every, hide }: Draft): HeadState {
  if (isHidden) return 'hidden';
  return every || hide.includes(number) ? 'hiding' : 'seen';
}

interface LayerTogglesProps extends Pick<Editing, 'photo' | 'heads'> {
  readonly layers: Layers;
  readonly onLayers: (layers: Layers) => void;
}

export function LayerToggles({ photo, heads, layers, onLayers }: LayerTogglesProps) {
  const { faces, objects } = photo.detections;
  const counts = {
    faces: counted(faces.length, 'face'),
    heads: counted(heads.length, 'head'),
    objects: counted(objects.length, 'object'),
  };
  return (
    <fieldset className="layer-toggles">
      <legend>Show on the photo</legend>
      {LAYERS.map((name) => (
        <label key={name} className="layer-toggle">
          <input
            type="checkbox"
            checked={layers[name]}
            onChange={({ target }) => onLayers({ ...layers, [name]: target.checked })}
          />
          <span className="layer-line" data-kind={name.slice(0, -1)} aria-hidden="true" />
          <span>{counts[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
