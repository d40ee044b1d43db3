import type { Origin } from '../route.ts';
import { type Draft, isChanged } from './draft.ts';
import { counted } from './in-words.ts';
import type { Edits } from './photo-calls.ts';
import type { UndoableState } from './use-history.ts';
import type { OpenPhoto } from './use-photo.ts';
import type { Save } from './use-save.ts';

interface SaveBarProps {
  readonly open: OpenPhoto;
  readonly origin: Origin | undefined;
  readonly history: UndoableState<Draft>;
  readonly edits: Edits;
  /** How many heads the draft hides. */
  readonly hiding: number;
  /** Whether the old photo is removed then. */
  readonly retire: boolean;
  readonly save: Save;
}

/** What is changed, steps back and forth, and Save. */
export function SaveBar({ open: { review }, origin, history, edits, hiding, retire, save }: SaveBarProps) {
  const isSaving = save.stage !== undefined;
  const canSave = !isSaving && (review !== undefined || isChanged(edits));
  return (
    <section className="save-bar" aria-label="Changes">
      <div className="save-steps">
        <button type="button" className="button" disabled={!history.undo || isSaving} onClick={history.undo}>
          Undo
        </button>
        <button type="button" className="button" disabled={!history.redo || isSaving} onClick={history.redo}>
          Redo
        </button>
        <p role="status" className="save-summary">
          {isSaving
            ? PROGRESS[save.stage ?? 'waiting']
            : review
              ? reviewInWords(edits, hiding)
              : changesInWords(edits, hiding, retire)}
        </p>
        <button
          type="button"
          className="button save-button"
          aria-disabled={!canSave}
          onClick={() => canSave && save.start(edits, retire)}
        >
          {review ? publishName(hiding) : saveName(origin)}
        </button>
      </div>
      {save.error !== undefined && (
        <p className="notice" data-kind="danger" role="alert">
          <strong>It is not saved.</strong> {save.error}
        </p>
      )}
    </section>
  );
}

const PROGRESS = {
  shrinking: 'Sending…',
  sending: 'Sending…',
  waiting: 'Sent. Others are before it…',
  working: 'The new photo is being made…',
} as const;

function publishName(hiding: number): string {
  return hiding > 0 ? `Hide ${counted(hiding, 'head')} and publish` : 'Publish as it is';
}

function saveName(origin: Origin | undefined): string {
  return origin ? `Save and use in ${origin.template}` : 'Save as a new photo';
}

function reviewInWords({ focus }: Edits, hiding: number): string {
  const point = focus ? ', focal point set' : '';
  return `Not published yet: ${hiding > 0 ? `${counted(hiding, 'head')} hidden` : 'nothing is hidden'}${point}.`;
}

function changesInWords(edits: Edits, hiding: number, retire: boolean): string {
  const changes = [
    ...('focus' in edits ? [edits.focus ? 'focal point set' : 'no focal point'] : []),
    ...(edits.blur ? ['every face hidden'] : hiding > 0 ? [`${counted(hiding, 'head')} hidden`] : []),
  ];
  if (changes.length === 0) return 'Nothing is changed.';
  if (retire) changes.push('the old photo removed');
  return `Not saved yet: ${changes.join(', ')}.`;
}
