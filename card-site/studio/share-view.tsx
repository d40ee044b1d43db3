import { type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { escapeHtml } from '../../card-schema/escape-html.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { NoStack } from './no-stack.tsx';
import { Snippet } from './snippet.tsx';
import { useStack } from './stack.tsx';
import type { AddressState } from './use-address.ts';
import './share-view.css';

interface ShareViewProps {
  readonly template: TemplateName;
  readonly state: AddressState;
}

export function ShareView({ template, state }: ShareViewProps) {
  const { stack, reachable } = useStack();
  const { address, error } = state;
  if (!stack) return reachable === false ? <NoStack what="The signed address, the tags and the snippets" /> : null;
  if (error !== undefined) {
    return (
      <p className="notice" data-kind="danger" role="status">
        <strong>This card has no address:</strong> {error}
      </p>
    );
  }
  if (!address) return null;
  const { url, tags, alt, key } = address;
  const { width, height } = PICTURE_SIZE;
  return (
    <div className="share">
      <h2>Ship it</h2>
      <Snippet title="Address" note={addressNote(template)} text={url} />
      <Snippet title="Tags" note="Paste them into the page’s head; each page wants its own card." text={tags} />
      <Snippet title="curl" note="Shows what a crawler gets." text={`curl -sS -D - -o card.jpg '${url}'`} />
      <Snippet
        title="HTML"
        note="The picture on a page of yours."
        text={`<img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}" width="${width}" height="${height}">`}
      />
      <Snippet title="Markdown" note="For a README or a forum." text={`![${alt.replace(/[[\]\\]/g, '\\$&')}](${url})`} />
      <p className="share-key">
        Kept in the bucket as <code>{key}</code>
      </p>
    </div>
  );
}

function addressNote(template: TemplateName): string {
  if (templateNamed(template).addressing === 'open') return 'Signed: nobody can change the texts without the key.';
  return 'Needs no signature: there are only so many cards of this template.';
}
