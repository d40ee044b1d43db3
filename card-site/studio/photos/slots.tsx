import { cropOf } from '../../../card-schema/photo-crop.ts';
import type { Box, Focus } from '../../../card-schema/photo-focus.ts';
import { CardFrame } from '../card-frame.tsx';
import type { Origin } from '../route.ts';
import type { DraftPhoto, DraftPhotos } from '../studio-frame.ts';
import { useSeen } from '../use-seen.ts';
import { useWidth } from '../use-width.ts';
import { centreCrop, cropVerdict, positionOf } from './crop-verdict.ts';
import { type ImageSlot, imageSlots } from './image-slots.ts';
import './slots.css';

/** What every photo is cut to when it is made. */
const MADE_CROPS = [
  { name: 'Card', width: 1200, height: 630 },
  { name: 'Cover', width: 800, height: 800 },
  { name: 'Thumbnail', width: 300, height: 300 },
] as const;

/** Of a crop on this page, in CSS pixels. */
const MAX_HEIGHT = 240;

interface SlotsProps {
  readonly id: string;
  readonly focus: Focus;
  /** The picture with what is hidden; undefined where it is that of the photo. */
  readonly hiddenSrc: string | undefined;
  readonly src: string;
  readonly origin: Origin | undefined;
}

/** The photo in every place, next to what the plain middle of it would be. */
export function Slots({ id, focus, hiddenSrc, src, origin }: SlotsProps) {
  const picture = hiddenSrc === undefined ? {} : { src: hiddenSrc };
  return (
    <section className="slots" aria-labelledby="slots-title">
      <h2 id="slots-title">In every place</h2>
      <ul>
        {imageSlots(id, origin).map((slot) => (
          <li key={`${slot.template}/${slot.field}`}>
            <TemplateSlot slot={slot} id={id} focus={focus} picture={picture} />
          </li>
        ))}
        {MADE_CROPS.map((size) => (
          <li key={size.name} data-square={size.width === size.height}>
            <MadeCrop {...size} focus={focus} src={hiddenSrc ?? src} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TemplateSlotProps {
  readonly slot: ImageSlot;
  readonly id: string;
  readonly focus: Focus;
  readonly picture: Pick<DraftPhoto, 'src'>;
}

function TemplateSlot({ slot, id, focus, picture }: TemplateSlotProps) {
  const { template, label, width, height } = slot;
  const name = `${template}: ${label}`;
  const nothing: Focus = { width: focus.width, height: focus.height, heads: [], objects: [] };
  return (
    <figure className="slot" aria-label={name}>
      <figcaption>
        <strong>{template}</strong> {label} <span className="photo-hint">{`${width} × ${height}`}</span>
      </figcaption>
      <div className="slot-pair">
        <Half name="Edgecard" verdict={cropVerdict(focus, cropOf(focus, slot))}>
          <Card slot={slot} drafts={{ [id]: { focus, ...picture } }} title={`${name}, with Edgecard`} />
        </Half>
        <Half name="Centre" verdict={cropVerdict(focus, centreCrop(focus, slot))}>
          <Card slot={slot} drafts={{ [id]: { focus: nothing, ...picture } }} title={`${name}, centre`} />
        </Half>
      </div>
    </figure>
  );
}

interface HalfProps {
  readonly name: string;
  readonly verdict: string;
  readonly children: React.ReactNode;
}

function Half({ name, verdict, children }: HalfProps) {
  return (
    <div className="slot-half">
      {children}
      <p>
        <strong>{name}</strong> <span className="photo-hint">{verdict}</span>
      </p>
    </div>
  );
}

/** A live card, drawn once it comes into sight. */
function Card({ slot, drafts, title }: { readonly slot: ImageSlot; readonly drafts: DraftPhotos; readonly title: string }) {
  const [place, width] = useWidth<HTMLDivElement>();
  const seen = useSeen(place);
  return (
    <div className="slot-card" ref={place}>
      {seen && width > 0 && (
        <CardFrame card={{ template: slot.template, params: slot.params }} drafts={drafts} width={width} title={title} />
      )}
    </div>
  );
}

interface MadeCropProps {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly focus: Focus;
  readonly src: string;
}

function MadeCrop({ name, width, height, focus, src }: MadeCropProps) {
  const [kept, centre] = [cropOf(focus, { width, height }), centreCrop(focus, { width, height })];
  const picture = (crop: Box, alt: string) => (
    <img
      className="slot-crop"
      src={src}
      alt={alt}
      style={{ aspectRatio: `${width} / ${height}`, maxWidth: (MAX_HEIGHT * width) / height, objectPosition: positionOf(crop) }}
    />
  );
  return (
    <figure className="slot" aria-label={name}>
      <figcaption>
        <strong>{name}</strong> <span className="photo-hint">{`${width} × ${height}`}</span>
      </figcaption>
      <div className="slot-pair">
        <Half name="Edgecard" verdict={cropVerdict(focus, kept)}>
          {picture(kept, `${name}, with Edgecard`)}
        </Half>
        <Half name="Centre" verdict={cropVerdict(focus, centre)}>
          {picture(centre, `${name}, centre`)}
        </Half>
      </div>
    </figure>
  );
}
