import { useMemo, useState } from 'react';
import { type Card, templateNamed } from '../../../card-schema/catalogue.ts';
import { LiveNotices, type LiveState } from '../live-card.tsx';
import { MeasuredByOwnEngine } from '../own-engine.tsx';
import type { PictureState } from '../use-picture.ts';
import { NetworkPreviews } from './network-previews.tsx';
import type { PreviewedCard } from './previewed-card.ts';

export interface NetworksViewProps {
  readonly card: Card;
  readonly url: string;
  readonly live: LiveState;
  readonly state: PictureState;
}

type Page = PreviewedCard['page'];

const LABELS: Readonly<Record<keyof Page, string>> = { title: 'Title', description: 'Description', host: 'Site' };

/** The previews, with the words of the page around the card: networks take those from the page, not from the card. */
export function NetworksView({ card, url, live, state }: NetworksViewProps) {
  const { picture, drawing, error } = state;
  const [typed, setTyped] = useState<Partial<Page>>({});
  const previewed = useMemo<PreviewedCard>(() => {
    const { description, alt } = templateNamed(card.template);
    const says = alt(card.params);
    return {
      ...card,
      alt: says,
      url,
      page: { title: says, description, host: 'example.com', ...typed },
      ...(error === undefined ? {} : { pictureError: error }),
      ...(picture ? { picture: { src: picture.src, bytes: picture.blob.size } } : {}),
    };
  }, [card, url, picture, error, typed]);
  return (
    <div className="networks-view" aria-busy={drawing}>
      <MeasuredByOwnEngine />
      <LiveNotices state={live} />
      <fieldset className="networks-page">
        <legend>The page that is shared</legend>
        {(Object.keys(LABELS) as (keyof Page)[]).map((name) => (
          <label key={name} data-name={name}>
            <span>{LABELS[name]}</span>
            <input
              value={previewed.page[name]}
              onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
              dir="auto"
            />
          </label>
        ))}
      </fieldset>
      <NetworkPreviews card={previewed} stage={live.stage} drawings={live.drawings} />
    </div>
  );
}
