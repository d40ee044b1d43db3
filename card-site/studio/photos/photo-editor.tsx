import { useMemo, useState } from 'react';
import { focusOf } from '../../../card-schema/photo-heads.ts';
import { photoAddress } from '../../../card-schema/photo-id.ts';
import type { Origin } from '../route.ts';
import { answerOf, editsOf, isChanged, newlyHidden } from './draft.ts';
import type { Editing, Tool } from './editing.ts';
import { FocusPanel } from './focus-panel.tsx';
import { foundHeads } from './found-heads.ts';
import { FoundObjects } from './found-objects.tsx';
import { HidePanel } from './hide-panel.tsx';
import { PhotoStage } from './photo-stage.tsx';
import { RetirePanel } from './retire-panel.tsx';
import { SaveBar } from './save-bar.tsx';
import { Slots } from './slots.tsx';
import { type Layers, LayerToggles } from './stage-layers.tsx';
import { StageTools } from './stage-tools.tsx';
import { useDraft } from './use-draft.ts';
import { useHiddenPicture } from './use-hidden-picture.ts';
import type { OpenPhoto } from './use-photo.ts';
import { useSave } from './use-save.ts';
import { useUndoKeys } from './use-undo-keys.ts';

interface PhotoEditorProps {
  readonly open: OpenPhoto;
  readonly origin: Origin | undefined;
}

/** The photo with what was found in it, on one side; on the other every place that shows it, as it would be once it is saved. */
export function PhotoEditor({ open, origin }: PhotoEditorProps) {
  const { photo, src, review } = open;
  const heads = useMemo(() => foundHeads(photo, review !== undefined), [photo, review]);
  const history = useDraft(open, heads);
  const save = useSave(open, origin);
  const isSaving = save.stage !== undefined;
  useUndoKeys(history, !isSaving);
  const [tool, setTool] = useState<Tool>('focus');
  const [zoom, setZoom] = useState(1);
  const [layers, setLayers] = useState<Layers>({ faces: true, heads: true, objects: false });
  const [retire, setRetire] = useState(false);
  const [said, announce] = useState('');
  const draft = history.now;
  const hiding = newlyHidden(draft, heads);
  const hiddenSrc = useHiddenPicture(src, hiding);
  const editing: Editing = { photo, heads, draft, change: history.change, announce };
  const edits = review ? answerOf(draft, heads) : editsOf(draft, photo, heads);
  const isWide = photo.width / photo.height > WIDE_RATIO;

  return (
    <div className="photo-columns" data-wide={isWide}>
      <div className="photo-editor" inert={isSaving}>
        <StageTools tool={tool} onTool={setTool} zoom={zoom} onZoom={setZoom} />
        <PhotoStage {...editing} src={hiddenSrc ?? src} tool={tool} layers={layers} zoom={zoom} />
        <LayerToggles photo={photo} heads={heads} layers={layers} onLayers={setLayers} />
        <FocusPanel {...editing} />
      </div>
      <Slots
        id={photo.id}
        focus={focusOf(photo, photo.detections, pointOf(draft))}
        // Of a review, cards can have nothing but the preview.
        hiddenSrc={hiddenSrc ?? (review && src)}
        src={src}
        origin={origin}
      />
      <div className="photo-panels" inert={isSaving}>
        <HidePanel {...editing} src={src} inReview={review !== undefined} />
        {!review && isChanged(edits) && (
          <RetirePanel
            id={photo.id}
            retire={retire}
            onRetire={setRetire}
            hiding={hiding.length}
            isReplaced={origin?.params[origin.field] === photoAddress(photo.id)}
          />
        )}
        <FoundObjects objects={photo.detections.objects} />
      </div>
      <SaveBar {...{ open, origin, history, edits, retire, save }} hiding={hiding.length} />
      <p className="hidden" role="status">
        {said}
      </p>
    </div>
  );
}

/** A panorama gets the whole width. */
const WIDE_RATIO = 2.6;

const pointOf = ({ point }: Editing['draft']) => (point ? { focus: point } : {});
