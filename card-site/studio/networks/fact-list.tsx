import { type KeyboardEvent, useId, useState } from 'react';
import { attribution, type Fact } from '../../networks/network.ts';

/** What we know, each with its source on hover and on focus; Escape takes it away again. */
export function FactList({ facts, of }: { readonly facts: readonly Fact[]; readonly of: string }) {
  return (
    <ul className="networks-facts" aria-label={`What is known of ${of}`}>
      {facts.map((fact) => (
        <FactItem key={fact.says} fact={fact} />
      ))}
    </ul>
  );
}

function FactItem({ fact: { says, source } }: { readonly fact: Fact }) {
  const [dismissed, setDismissed] = useState(false);
  const tip = useId();
  const props = {
    className: 'networks-fact',
    'aria-describedby': tip,
    'data-kind': source.kind,
    onKeyDown: (event: KeyboardEvent) => event.key === 'Escape' && setDismissed(true),
    onBlur: () => setDismissed(false),
    onPointerLeave: () => setDismissed(false),
  };
  return (
    <li data-dismissed={dismissed}>
      {source.url === undefined ? (
        <button type="button" {...props}>
          {says}
        </button>
      ) : (
        <a href={source.url} target="_blank" rel="noreferrer" {...props}>
          {says}
        </a>
      )}
      <span role="tooltip" id={tip} className="networks-tip">
        {attribution(source)}
        {source.url !== undefined && <span className="networks-url">{source.url.replace('https://', '')}</span>}
      </span>
    </li>
  );
}
