import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { FitText } from '../../fit-text.tsx';
import { dateParts } from './date-parts.ts';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './event.css';

const SPEAKERS = new Intl.ListFormat('en', { type: 'conjunction' });

export function Event({ title, place, date, time, speakers, theme }: CardParams<'event'>) {
  const { weekday, day, month } = dateParts(date);
  return (
    <article className="event-card" data-theme={theme}>
      <div className="stub">
        <div className="weekday">{weekday}</div>
        <div className="day">{day}</div>
        <FitText className="month" max={38} min={30} lines={1}>
          {month}
        </FitText>
        {time && (
          <FitText className="time" max={32} min={20} lines={1}>
            {time}
          </FitText>
        )}
      </div>
      <div className="copy">
        <FitText as="h1" className="title" max={140} min={44} lines={5}>
          {title}
        </FitText>
        <div className="details">
          <div className="label">Where</div>
          <FitText className="value" max={31} min={22} lines={2}>
            {place}
          </FitText>
          {speakers.length > 0 && <div className="label">With</div>}
          {speakers.length > 0 && (
            <FitText className="value" max={31} min={20} lines={3}>
              {SPEAKERS.format(speakers.map(unbroken))}
            </FitText>
          )}
        </div>
      </div>
    </article>
  );
}

/** A name stays on its line: its spaces and hyphens are no places to break. */
function unbroken(name: string): string {
  return name.replaceAll(' ', '\u00a0').replaceAll('-', '-\u2060');
}
