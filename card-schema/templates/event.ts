import { choice, date, language, text, texts } from '../fields.ts';
import { defineTemplate } from '../template.ts';

export const event = defineTemplate({
  addressing: 'open',
  about: 'A talk, meetup or conference: what, where, when and with whom.',
  fields: {
    title: text({ label: 'Title', max: 100 }),
    place: text({ label: 'Place', max: 80 }),
    date: date({ label: 'Date' }),
    time: text({ label: 'Time', max: 20, initial: '' }),
    speakers: texts({ label: 'Speakers', max: 40, most: 4 }),
    theme: choice({ label: 'Theme', options: ['night', 'day', 'citrus', 'rose'] }),
    language: language(),
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
  alt: ({ title, place, date }) => `${title}, ${date}, ${place}`,
});
