import { useEffect, useRef, useState } from 'react';
import type { Drawn, Refusal } from '../../card-schema/card-page.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import type { DraftPhotos, ShownCard } from './studio-frame.ts';

export interface CardFrameProps {
  readonly card: ShownCard;
  /** Photos of the card that are shown as they would be. */
  readonly drafts?: DraftPhotos;
  /** Width in CSS pixels; the height follows. */
  readonly width: number;
  /** Names the frame for people who do not see it. */
  readonly title?: string;
  /** Called whenever the card stands on a stage, after hot reloads too. */
  readonly onDrawn?: (stage: HTMLElement, drawn: Drawn) => void;
  readonly onRefused?: (refusal: Refusal) => void;
}

/** The live card, drawn by the card page's own code in a page of its own, and shown smaller. */
export function CardFrame({ card, drafts, width, title = 'Live card', onDrawn, onRefused }: CardFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const listener = useRef({ onDrawn, onRefused });
  const [loads, setLoads] = useState(0);
  const name = JSON.stringify([card, drafts]);

  useEffect(() => {
    listener.current = { onDrawn, onRefused };
  });

  useEffect(() => {
    if (loads === 0) return;
    const [shown, photos] = JSON.parse(name) as [ShownCard, DraftPhotos | null];
    const own = {
      onDrawn: (stage: HTMLElement, drawn: Drawn) => listener.current.onDrawn?.(stage, drawn),
      onRefused: (refusal: Refusal) => listener.current.onRefused?.(refusal),
    };
    frame.current?.contentWindow?.studioFrame?.show(shown, own, photos ?? {});
  }, [name, loads]);

  return (
    <div className="card-frame" style={{ width, height: (width * PICTURE_SIZE.height) / PICTURE_SIZE.width }}>
      <iframe
        ref={frame}
        title={title}
        src={__FRAME_PAGE__}
        tabIndex={-1}
        width={PICTURE_SIZE.width}
        height={PICTURE_SIZE.height}
        style={{ transform: `scale(${width / PICTURE_SIZE.width})` }}
        onLoad={() => setLoads((count) => count + 1)}
      />
    </div>
  );
}
