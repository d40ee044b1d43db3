import { useEffect, useMemo, useState } from 'react';
import { type Card, createCard, templateNamed } from '../../card-schema/catalogue.ts';
import { CardForm } from './card-form.tsx';
import { LiveCard, type LiveState } from './live-card.tsx';
import { NetworksView } from './networks/networks-view.tsx';
import { PictureView } from './picture-view.tsx';
import { formatRoute, type Params, type Route, replaceAddress, VIEWS, type View } from './route.ts';
import { ShareView } from './share-view.tsx';
import { Stress } from './stress/stress.tsx';
import { readSwatches } from './swatches.ts';
import { useAddress } from './use-address.ts';
import { usePageTitle } from './use-page-title.ts';
import { usePicture } from './use-picture.ts';
import { writeAddressLater } from './write-address-later.ts';
import './template-page.css';

const VIEW_NAMES: Readonly<Record<View, string>> = {
  card: 'Card',
  picture: 'Picture',
  networks: 'Networks',
  stress: 'Stress',
  share: 'Share',
};

export function TemplatePage({ route }: { readonly route: Route & { page: 'template' } }) {
  const { template, view } = route;
  const { description } = templateNamed(template);
  const [params, setParams] = useParams(route);
  const { card, isInForm } = useLastGoodCard(template, params);
  const [live, setLive] = useState<LiveState>({});
  const address = useAddress(card);
  const picture = usePicture(card, view === 'picture' || view === 'networks');
  const readSwatch = useMemo(() => readSwatches(live.stage), [live.stage]);
  usePageTitle(`${template}: ${VIEW_NAMES[view]}`);

  return (
    <main id="content" className="page template" data-view={view}>
      <div className="template-head">
        <h1 tabIndex={-1}>{template}</h1>
        <p className="lead">{description}</p>
      </div>
      <nav className="views" aria-label={`Views of ${template}`}>
        {VIEWS.map((name) => (
          <a key={name} href={formatRoute(template, name, params)} {...(name === view ? { 'aria-current': 'page' } : {})}>
            {VIEW_NAMES[name]}
          </a>
        ))}
      </nav>
      <div className="template-notice" role="status">
        {!isInForm && (
          <p className="notice" data-kind="warning">
            <strong>The form holds no card.</strong> What is shown is the last card that it held; the fields say what is wrong.
          </p>
        )}
      </div>
      <div className="template-columns">
        <section className="template-live" aria-label="Live card">
          {view === 'picture' && <h2>The live card</h2>}
          <LiveCard card={card} state={live} onState={setLive} />
        </section>
        <section className="template-form" aria-label="Fields">
          <CardForm template={template} params={params} onChange={setParams} readSwatch={readSwatch} />
        </section>
        <section className="template-view" aria-label={VIEW_NAMES[view]}>
          {view === 'picture' && <PictureView card={card} state={picture} />}
          {view === 'networks' && <NetworksView card={card} url={address.address?.url ?? ''} live={live} state={picture} />}
          {view === 'stress' && <Stress template={template} />}
          {view === 'share' && <ShareView card={card} isInForm={isInForm} state={address} />}
        </section>
      </div>
    </main>
  );
}

/** What the form holds. Starts with the route's params, takes those of every link that is followed, and writes its own into the address. */
function useParams(route: Route & { page: 'template' }) {
  const [params, setParams] = useState(route.params);
  useEffect(() => setParams(route.params), [route]);
  const { template, view } = route;
  useEffect(() => writeAddressLater(() => replaceAddress(formatRoute(template, view, params))), [template, view, params]);
  return [params, setParams] as const;
}

/** What is shown while the form holds something that is not a card. */
function useLastGoodCard(template: Card['template'], params: Params): { readonly card: Card; readonly isInForm: boolean } {
  const [good, setGood] = useState(() => cardOf(template, params) ?? cardOf(template, firstExample(template)));
  const written = JSON.stringify(params);
  // The same params are the same card, though a link that was followed brings them as a new object.
  const card = useMemo(() => cardOf(template, JSON.parse(written) as Params), [template, written]);
  useEffect(() => {
    if (card) setGood(card);
  }, [card]);
  const shown = card ?? good;
  if (!shown) throw new Error(`The first example of ${template} is not a card.`);
  return { card: shown, isInForm: card !== undefined };
}

function cardOf(template: Card['template'], params: Params): Card | undefined {
  try {
    return createCard(template as string, params);
  } catch {
    return undefined; // the form says why
  }
}

function firstExample(template: Card['template']): Params {
  return Object.values(templateNamed(template).examples)[0] ?? {};
}
