import { useMemo, useState } from 'react';
import { NETWORKS } from '../../networks/networks.ts';
import { seenLines } from '../stress/seen-lines.ts';
import { Preview } from './preview.tsx';
import { type PreviewedCard, SCHEMES, type Scheme } from './previewed-card.ts';
import { SafeAreaView } from './safe-area-view.tsx';
import { byteWarnings, type PlacedText, textWarnings } from './warnings.ts';
import '../../networks/looks.css';
import './networks.css';

export interface NetworkPreviewsProps {
  readonly card: PreviewedCard;
  /** The live card, whose texts are measured. Without it nothing is said of them. */
  readonly stage: HTMLElement | undefined;
  /** Grows with every drawing: the same stage then has other texts. */
  readonly drawings?: number | undefined;
}

export function NetworkPreviews({ card, stage, drawings }: NetworkPreviewsProps) {
  const [scheme, setScheme] = useState<Scheme>(preferredScheme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing on the same stage has other texts
  const texts = useMemo(() => (stage ? placedTexts(stage) : []), [stage, drawings]);
  const warnings = useMemo(
    () => [...textWarnings(texts), ...(card.picture ? byteWarnings(card.picture.bytes) : [])],
    [texts, card.picture],
  );
  return (
    <div className="networks">
      <SafeAreaView card={card} texts={texts} warnings={warnings} measured={stage !== undefined} />
      <header className="section-head">
        <h2>As the networks show it</h2>
        <fieldset className="networks-schemes">
          <legend className="hidden">Colours of the networks</legend>
          {SCHEMES.map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="networks-scheme"
                value={name}
                checked={name === scheme}
                onChange={() => setScheme(name)}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      </header>
      <p className="networks-note">
        Drawn by us after what is known of each network. What a source says has its source: point at it, or go to it with the
        keyboard.
      </p>
      <ul className="networks-list">
        {NETWORKS.map((network) => (
          <li key={network.id}>
            <Preview
              network={network}
              card={card}
              scheme={scheme}
              warnings={warnings.filter((warning) => warning.network === network.name)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function preferredScheme(): Scheme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function placedTexts(stage: HTMLElement): readonly PlacedText[] {
  return stage.isConnected ? seenLines(stage).map(({ text, ink }) => ({ text, rect: ink })) : [];
}
