import { useEffect, useId, useState } from 'react';

export interface SnippetProps {
  readonly title: string;
  readonly note: string;
  readonly text: string;
  /** Why it is not to be taken away now. */
  readonly unavailable?: string;
}

const COPIED_NOTICE_MS = 2000;

/** Rejects where the browser forbids it, or has no clipboard for pages that are neither https nor of this machine. */
async function copied(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** A text to take away. */
export function Snippet({ title, note, text, unavailable }: SnippetProps) {
  const id = useId();
  const [outcome, setOutcome] = useState('');

  useEffect(() => {
    if (outcome === '') return;
    const timer = setTimeout(() => setOutcome(''), COPIED_NOTICE_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = () => {
    if (unavailable !== undefined) return;
    copied(text).then(
      () => setOutcome('Copied'),
      // A browser that forbids it leaves the text selected for the person's own hand.
      () => {
        const code = document.getElementById(id);
        if (code) getSelection()?.selectAllChildren(code);
        setOutcome('Selected: copy it with the keyboard');
      },
    );
  };

  return (
    <section className="snippet" aria-labelledby={`${id}-title`}>
      <header className="section-head">
        <div>
          <h3 id={`${id}-title`}>{title}</h3>
          <p>{note}</p>
        </div>
        <button
          type="button"
          className="button"
          aria-label={`Copy: ${title}`}
          aria-disabled={unavailable !== undefined}
          {...(unavailable === undefined ? {} : { 'aria-describedby': `${id}-outcome` })}
          onClick={copy}
        >
          {outcome === 'Copied' ? 'Copied ✓' : 'Copy'}
        </button>
      </header>
      <pre>
        <code id={id}>{text}</code>
      </pre>
      <p className="snippet-outcome" id={`${id}-outcome`} role="status">
        {unavailable === undefined ? outcome : <span className="snippet-unavailable">{unavailable}</span>}
      </p>
    </section>
  );
}
