import { type Card, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { escapeHtml } from '../../card-schema/escape-html.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { isSigned } from '../../card-schema/template.ts';
import { NoStack } from './no-stack.tsx';
import { Snippet } from './snippet.tsx';
import { useStack } from './stack.tsx';
import type { AddressState } from './use-address.ts';
import './share-view.css';

interface ShareViewProps {
  readonly card: Card;
  /** Whether the form holds this card; false while its values do not make a card. */
  readonly isInForm: boolean;
  readonly state: AddressState;
}

export function ShareView({ card, isInForm, state }: ShareViewProps) {
  const { stack, reachable } = useStack();
  const { address, error } = state;
  const isLate = state.of !== card;
  if (!stack) return reachable === false ? <NoStack what="The signed address, the tags and the snippets" /> : null;
  if (error !== undefined && !isLate) {
    return (
      <p className="notice" data-kind="danger" role="status">
        <strong>This card has no address:</strong> {error}
      </p>
    );
  }
  if (!address) return null;
  const { url, tags, alt, key } = address;
  const { width, height } = PICTURE_SIZE;
  const reason = isInForm ? 'This is the address of the card before; the new one comes in a moment.' : 'The form holds no card.';
  const unavailable = isLate || !isInForm ? { unavailable: reason } : {};
  return (
    <div className="share">
      <h2>Ship it</h2>
      <Snippet {...unavailable} title="Address" note={addressNote(card.template)} text={url} />
      <Snippet {...unavailable} title="Tags" note="Paste them into the page’s head; each page wants its own card." text={tags} />
      <Snippet {...unavailable} title="curl" note="Shows what a crawler gets." text={`curl -sS -D - -o card.jpg '${url}'`} />
      <Snippet
        {...unavailable}
        title="HTML"
        note="The picture on a page of yours."
        text={`<img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}" width="${width}" height="${height}">`}
      />
      <Snippet
        {...unavailable}
        title="Markdown"
        note="For a README or a forum."
        text={`![${alt.replace(/[[\]\\]/g, '\\$&')}](${url})`}
      />
      <p className="share-key">
        Kept in the bucket as <code>{key}</code>
      </p>
    </div>
  );
}

function addressNote(template: TemplateName): string {
  if (isSigned(templateNamed(template))) return 'Signed: nobody can have another card drawn without the key.';
  return 'Needs no signature: there are only so many cards of this template.';
}
