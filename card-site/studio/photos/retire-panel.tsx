import { photoAddress } from '../../../card-schema/photo-id.ts';

interface RetirePanelProps {
  readonly id: string;
  readonly retire: boolean;
  readonly onRetire: (retire: boolean) => void;
  /** How many heads the draft hides. */
  readonly hiding: number;
  /** The card that one came from shows this photo now, and the new one once it is saved. */
  readonly isReplaced: boolean;
}

/** What becomes of the photo that the new one is made from. */
export function RetirePanel({ id, retire, onRetire, hiding, isReplaced }: RetirePanelProps) {
  return (
    <section className="photo-panel" aria-labelledby="retire-title">
      <h2 id="retire-title">The old photo</h2>
      <p className="photo-hint">
        Saving makes another photo, with an address of its own. <code>{photoAddress(id)}</code> stays as it is, and so do the
        cards that show it, unless you remove it.
      </p>
      <label className="photo-check">
        <input
          type="checkbox"
          checked={retire}
          aria-describedby="retire-help"
          onChange={({ target }) => onRetire(target.checked)}
        />
        <span>Remove the old photo once the new one is saved</span>
      </label>
      <div id="retire-help" role="status">
        {retire && (
          <p className="notice" data-kind="warning">
            <strong>It goes for good, with every stored card that shows it.</strong> Pages whose cards still name it get them
            without the photo.{isReplaced && ' The card that you came from gets the new one.'}
          </p>
        )}
        {!retire && hiding > 0 && (
          <p className="notice" data-kind="warning">
            <strong>The old photo still shows the faces,</strong> on every card that names it. Remove it here, or later on its own
            page.
          </p>
        )}
      </div>
    </section>
  );
}
