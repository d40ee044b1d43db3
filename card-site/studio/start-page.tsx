import { useState } from 'react';
import { TEMPLATE_NAMES, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { addressingInWords } from '../../card-schema/template.ts';
import { CardFrame } from './card-frame.tsx';
import { formatRoute } from './route.ts';
import { usePageTitle } from './use-page-title.ts';
import { useSeen } from './use-seen.ts';
import { useWidth } from './use-width.ts';
import './start-page.css';

export function StartPage() {
  usePageTitle('Templates');
  return (
    <main id="content" className="page start">
      <h1 tabIndex={-1}>Templates</h1>
      <p className="lead">See every card as the networks will show it, change it, and ship it.</p>
      <ul className="start-templates">
        {TEMPLATE_NAMES.map((template) => (
          <li key={template}>
            <Tile template={template} />
          </li>
        ))}
      </ul>
    </main>
  );
}

function Tile({ template }: { readonly template: TemplateName }) {
  const { description, examples } = templateNamed(template);
  const names = Object.keys(examples);
  const [first = {}] = Object.values(examples);
  return (
    <article className="start-tile">
      <Thumbnail template={template} />
      <div className="start-about">
        <h2>
          <a href={formatRoute(template, 'card', first)}>{template}</a>
        </h2>
        <p>{description}</p>
        <ul className="start-facts" aria-label={`About ${template}`}>
          <li>{addressingInWords(templateNamed(template))}</li>
          <li>{names.length === 1 ? '1 example' : `${names.length} examples`}</li>
        </ul>
      </div>
    </article>
  );
}

/** A live card, drawn when it comes into sight. */
function Thumbnail({ template }: { readonly template: TemplateName }) {
  const [plain = {}, showy = plain] = Object.values(templateNamed(template).examples);
  const [params, setParams] = useState(showy);
  const [place, width] = useWidth<HTMLDivElement>();
  const seen = useSeen(place);
  return (
    <div className="start-thumbnail" ref={place} aria-hidden="true">
      {seen && width > 0 && (
        <CardFrame
          card={{ template, params }}
          width={width}
          title={`A card of ${template}`}
          // An image may be out of reach; the plainest example has none.
          onRefused={() => setParams(plain)}
        />
      )}
    </div>
  );
}
