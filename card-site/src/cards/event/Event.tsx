import type { CardParams } from '../../../../card-schema/catalogue.ts';
import { EVENT_WORDS } from '../../../../card-schema/languages/event-words.ts';
import { wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { FitText } from '../../fit-text.tsx';
import { type DateParts, dateParts } from './date-parts.ts';
import { speakerList } from './speaker-list.ts';
import '@fontsource-variable/bricolage-grotesque/opsz.css';
import './event.css';

/** Largest and smallest letters of the days, and how many lines they may have. */
const DAY_SIZES = { day: [260, 200, 1], range: [190, 80, 1], months: [80, 36, 3] } as const;

export function Event(params: CardParams<'event'>) {
  const { title, place, date, endDate, time, speakers, theme, language } = params;
  const words = wordsIn(EVENT_WORDS, language);
  return (
    <article className="event-card" data-theme={theme}>
      <Stub {...dateParts(language, date, endDate)} time={time} />
      <div className="copy">
        <FitText as="h1" className="title" max={140} min={44} lines={5}>
          {title}
        </FitText>
        <div className="details">
          <Label>{params.whereWord || words.where}</Label>
          <FitText className="value" max={31} min={22} lines={2}>
            {place}
          </FitText>
          {speakers.length > 0 && <Label>{params.withWord || words.with}</Label>}
          {speakers.length > 0 && (
            <FitText className="value" max={31} min={20} lines={3}>
              {speakerList(language, speakers, params.moreWord)}
            </FitText>
          )}
        </div>
      </div>
    </article>
  );
}

function Stub({ weekday, day, form, month, time }: DateParts & { readonly time: string }) {
  const [max, min, lines] = DAY_SIZES[form];
  return (
    <div className="stub" data-form={form}>
      {weekday && (
        <FitText className="weekday" max={42} min={24} lines={2}>
          {weekday}
        </FitText>
      )}
      <FitText className="day" max={max} min={min} lines={lines}>
        {day}
      </FitText>
      <FitText className="month" max={38} min={20} lines={1}>
        {month}
      </FitText>
      {time && (
        <FitText className="time" max={32} min={20} lines={1}>
          {time}
        </FitText>
      )}
    </div>
  );
}

function Label({ children }: { readonly children: string }) {
  return (
    <FitText className="label" max={25} min={20} lines={2}>
      {children}
    </FitText>
  );
}
