import { choice, date, language, text, texts } from '../fields.ts';
import { listSeparator } from '../languages/fixed-words.ts';
import { spelledDays } from '../languages/spelled-date.ts';
import { languageOfTexts } from '../languages/text-language.ts';
import { defineTemplate } from '../template.ts';

/** As many as a programme has. The card shows those that fit, and how many more there are. */
const MAX_SPEAKERS = 50;
/** Of all names together, in characters: with it the longest card still has an address. */
const MAX_SPEAKERS_CHARACTERS = 400;

export const event = defineTemplate({
  addressing: 'open',
  description: 'A talk, meetup or conference: what, where, when and with whom.',
  fields: {
    title: text({ label: 'Title', max: 100 }),
    place: text({ label: 'Place', max: 80 }),
    date: date({ label: 'Date' }),
    time: text({ label: 'Time', max: 20, initial: '' }),
    speakers: texts({ label: 'Speakers', max: 40, maxItems: MAX_SPEAKERS, maxTotal: MAX_SPEAKERS_CHARACTERS }),
    theme: choice({ label: 'Theme', options: ['night', 'day', 'citrus', 'rose'] }),
    language: language(),
    endDate: date({ label: 'Last day, if there are several', initial: '' }),
    whereWord: text({ label: 'Word for “Where”', max: 20, initial: '' }),
    withWord: text({ label: 'Word for “With”', max: 20, initial: '' }),
    moreWord: text({ label: 'Words for “and {n} more”', max: 30, initial: '' }),
  },
  examples: {
    plain: { title: 'Browsers at the edge', place: 'Kulturhuset, Bergen', date: '2026-11-26' },
    conference: {
      title: 'Cards & Crawlers 2027',
      place: 'Palais des Congrès, Lyon',
      date: '2027-05-14',
      time: '09:30',
      speakers: ['Ada Okafor', 'Jonas Brandt', 'Priya Raman', 'Marit Solheim'],
      theme: 'citrus',
    },
    evening: {
      title: 'Lightning talks and soup',
      place: 'The old print shop',
      date: '2026-12-03',
      time: '18:00',
      speakers: ['You?'],
      theme: 'rose',
    },
    day: { title: 'Open day', place: 'Online', date: '2027-01-09', time: '10:00 UTC', theme: 'day' },
    days: {
      title: 'Edges: three days of browsers',
      place: 'Kulturhuset, Bergen',
      date: '2027-06-17',
      endDate: '2027-06-19',
      speakers: ['Ada Okafor', 'Jonas Brandt', 'Priya Raman', 'Marit Solheim', 'Bo Lindqvist', 'Ines Duarte'],
      theme: 'day',
    },
    newyear: {
      title: 'Silvester-Werkstatt',
      place: 'Alte Druckerei, Leipzig',
      date: '2026-12-29',
      endDate: '2027-01-03',
      time: '10 bis 18 Uhr',
      speakers: ['Jonas Brandt'],
      theme: 'rose',
      language: 'de',
    },
    japanese: {
      title: '関西フロントエンド勉強会',
      place: '大阪市中央公会堂',
      date: '2026-12-05',
      time: '13:00',
      speakers: ['佐藤美咲', '田中健', '鈴木花子', '高橋翔', '伊藤葵'],
      theme: 'citrus',
      language: 'ja',
    },
    longest: {
      title: 'The international symposium on pictures that nobody looks at twice but everybody sees once',
      place: 'Großer Saal, Gewandhaus zu Leipzig, Augustusplatz 8',
      date: '2027-09-30',
      time: '19:00–23:30 CEST',
      speakers: [
        'Maximiliane von Hohenstein-Waldburg-Zeil',
        'Bartholomew Featherstonehaugh',
        'Anastasia Konstantinopolskaya',
        'Li',
      ],
    },
  },
  alt({ title, place, date, endDate, language }) {
    const written = language || languageOfTexts([title, place]);
    return [title, spelledDays(written, date, endDate), place].join(listSeparator(written));
  },
  check: ({ date, endDate }) =>
    endDate !== '' && endDate < date ? `"endDate" must not be before "date"; got ${endDate} and ${date}.` : undefined,
});
