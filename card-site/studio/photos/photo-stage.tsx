import { DrawnBoxes } from './drawn-boxes.tsx';
import type { Editing, Tool } from './editing.ts';
import { FocalHandle } from './focal-handle.tsx';
import { useStageGestures } from './stage-gestures.ts';
import { type Layers, StageLayers } from './stage-layers.tsx';
import { inPlace } from './stage-place.ts';
import './photo-stage.css';

interface PhotoStageProps extends Editing {
  readonly src: string;
  readonly tool: Tool;
  readonly layers: Layers;
  readonly zoom: number;
}

/** The photo, large, with what was found in it. Here the focal point is dragged, heads are clicked and boxes drawn. */
export function PhotoStage({ src, tool, layers, zoom, ...editing }: PhotoStageProps) {
  const { photo, draft } = editing;
  const { drawing, dragPoint, ...pointer } = useStageGestures(tool, editing);

  return (
    <div className="stage-scroll" {...(zoom > 1 ? { tabIndex: 0, role: 'region', 'aria-label': 'Photo, enlarged' } : {})}>
      <div className="stage" data-tool={tool} style={stageSize(photo, zoom)} {...pointer}>
        <img className="stage-photo" src={src} alt={photo.name || 'The photo'} draggable={false} />
        <StageLayers {...editing} layers={tool === 'hide' ? { ...layers, heads: true } : layers} />
        <DrawnBoxes {...editing} canDrag={tool === 'hide'} />
        {drawing && <div className="stage-box" data-kind="drawn" style={inPlace(drawing)} aria-hidden="true" />}
        {draft.point && <FocalHandle {...editing} point={draft.point} onDrag={dragPoint} />}
      </div>
    </div>
  );
}

/** As wide as there is room, and not higher than most of the window. */
function stageSize({ width, height }: { readonly width: number; readonly height: number }, zoom: number) {
  const ratio = width / height;
  return { aspectRatio: `${width} / ${height}`, width: `calc(${zoom} * min(100%, var(--stage-height) * ${ratio}))` };
}
