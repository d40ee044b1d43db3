import type { Box } from '../../../card-schema/photo-focus.ts';
import { photoAddress } from '../../../card-schema/photo-id.ts';
import { boxAt, MAX_DRAWN, withHead } from './draft.ts';
import type { Editing } from './editing.ts';
import { drawnBefore, type FoundHead } from './found-heads.ts';
import { boxInWords, counted, percent } from './in-words.ts';
import { stateOf } from './stage-layers.tsx';

interface HidePanelProps extends Editing {
  /** Of the photo as it is saved, so that one sees whom one hides. */
  readonly src: string;
  readonly inReview: boolean;
}

/** Which faces are hidden: a list for each head that was found, and for each box that was drawn. */
export function HidePanel(props: HidePanelProps) {
  const { photo, heads, draft, change, announce, inReview } = props;
  const before = drawnBefore(photo, heads).length;
  const free = heads.filter(({ isHidden }) => !isHidden);
  return (
    <section className="photo-panel" aria-labelledby="hide-title">
      <h2 id="hide-title">Hidden faces</h2>
      <p className="photo-hint">
        What is hidden is gone for good once it is saved: nothing of the face is left in the new photo.{' '}
        {inReview ? reviewSummary(heads) : summaryOf(heads)}
      </p>
      {free.length > 0 && !inReview && (
        <button
          type="button"
          className="button"
          aria-pressed={draft.every}
          aria-describedby="every-help"
          onClick={() => {
            change({ ...draft, every: !draft.every, hide: [] });
            announce(draft.every ? 'Faces are seen again.' : 'Every face will be hidden.');
          }}
        >
          Hide every face
        </button>
      )}
      {free.length > 0 && !inReview && (
        <p id="every-help" className="photo-hint">
          Faces are then looked for once more, and what only may be a face is hidden too.
        </p>
      )}
      {heads.length > 0 && (
        <ol className="head-list" aria-label="Heads that were found">
          {heads.map((head) => (
            <HeadItem key={head.number} {...props} head={head} />
          ))}
        </ol>
      )}
      {before > 0 && <p>{counted(before, 'box', 'boxes')} drawn before, hidden for good.</p>}
      {(before > 0 || heads.some(({ isHidden }) => isHidden)) && <FinalNote from={photo.from} />}
      <BoxList {...props} />
    </section>
  );
}

function summaryOf(heads: readonly FoundHead[]): string {
  if (heads.length === 0) return 'No face was found: draw a box over each head that is to be hidden.';
  const hidden = heads.filter(({ isHidden }) => isHidden).length;
  return `${counted(heads.length, 'head')} ${heads.length === 1 ? 'was' : 'were'} found${hidden > 0 ? `, ${hidden} hidden already` : ''}.`;
}

function reviewSummary(heads: readonly FoundHead[]): string {
  if (heads.length === 0) return 'No face was found: draw a box over each head that is to be hidden.';
  return `${counted(heads.length, 'head')} may have a face, and the preview shows ${heads.length === 1 ? 'it' : 'them'} hidden. What you show again is seen once it is published; draw a box over each head that was missed.`;
}

function HeadItem({ head, src, photo, heads, draft, change, announce }: HidePanelProps & { readonly head: FoundHead }) {
  const { number, box, score } = head;
  const state = stateOf(head, draft);
  return (
    <li>
      <Thumbnail src={src} box={box} photo={photo} />
      <span className="head-name">
        Face {number}
        {score !== undefined && <span className="photo-hint"> {percent(score)} sure</span>}
      </span>
      {state === 'hidden' ? (
        <span className="photo-hint">hidden for good</span>
      ) : (
        <button
          type="button"
          className="button"
          aria-pressed={state === 'hiding'}
          onClick={() => {
            change(withHead(draft, number, heads));
            announce(`Face ${number} ${state === 'hiding' ? 'will be seen' : 'will be hidden'}.`);
          }}
        >
          Hide<span className="hidden"> face {number}</span>
        </button>
      )}
    </li>
  );
}

/** In CSS pixels. */
const THUMBNAIL = 48;

function Thumbnail({
  src,
  box: [left, top, width, height],
  photo,
}: { readonly src: string; readonly box: Box } & Pick<Editing, 'photo'>) {
  const scale = THUMBNAIL / Math.max(width * photo.width, height * photo.height);
  const [sheetWidth, sheetHeight] = [photo.width * scale, photo.height * scale];
  const [x, y] = [left + width / 2, top + height / 2];
  return (
    <span
      className="head-thumbnail"
      aria-hidden="true"
      style={{
        backgroundImage: `url("${src}")`,
        backgroundSize: `${sheetWidth}px ${sheetHeight}px`,
        backgroundPosition: `${THUMBNAIL / 2 - x * sheetWidth}px ${THUMBNAIL / 2 - y * sheetHeight}px`,
      }}
    />
  );
}

function FinalNote({ from }: { readonly from: string | undefined }) {
  return (
    <p className="photo-hint">
      What is hidden in this photo cannot be shown again.
      {from !== undefined && (
        <>
          {' '}
          It was made from <a href={`#/photos/${from}`}>{photoAddress(from)}</a>: unless that was removed, begin there.
        </>
      )}
    </p>
  );
}

function BoxList({ heads, draft, change, announce }: HidePanelProps) {
  const { drawn } = draft;
  const add = () => {
    change({ ...draft, drawn: [...drawn, boxLike(heads)] });
    setTimeout(() => [...document.querySelectorAll<HTMLElement>('.drawn-body')].at(-1)?.focus());
  };
  const remove = (index: number) => {
    change({ ...draft, drawn: drawn.toSpliced(index, 1) });
    announce(`Box ${index + 1} removed.`);
    setTimeout(() => document.querySelector<HTMLElement>('.box-add')?.focus());
  };
  return (
    <>
      <h3>Boxes over heads that were missed</h3>
      <p id="box-help" className="photo-hint">
        Choose “Hide” above the photo and drag over the head, hair included. By keyboard: add a box, then the arrow keys move it,
        and at its corner they size it; with Shift further.
      </p>
      {drawn.length > 0 && (
        <ol className="head-list" aria-label="Boxes">
          {drawn.map((box, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is known by its place in the list
            <li key={index}>
              <span className="head-name">
                Box {index + 1}
                <span className="photo-hint"> {boxInWords(box)}</span>
              </span>
              <button type="button" className="button" onClick={() => remove(index)}>
                Remove<span className="hidden"> box {index + 1}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <button type="button" className="button box-add" disabled={drawn.length >= MAX_DRAWN} onClick={add}>
        {drawn.length >= MAX_DRAWN ? `${MAX_DRAWN} boxes at most` : 'Add a box'}
      </button>
    </>
  );
}

/** In the middle, as large as the heads that were found. */
function boxLike(heads: readonly FoundHead[]): Box {
  const middle = heads[Math.floor(heads.length / 2)]?.box ?? [0, 0, 0.15, 0.2];
  const [, , width, height] = middle;
  return boxAt(0.5 - width / 2, 0.5 - height / 2, width, height);
}
