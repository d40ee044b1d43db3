// @examples event
// What a card says in its language, by the texts on the stage of the real browser (field-cases.md, C1, C4, D).
import { describe, expect, test } from '@jest/globals';
import { type CardInput, createCard } from '../../../card-schema/catalogue.ts';
import { EVENT_WORDS } from '../../../card-schema/languages/event-words.ts';
import { sharedCardSite } from '../../browser/card-site/card-site-page.ts';
import { draw } from '../../browser/card-site/on-the-stage.ts';
import { textsOn } from '../../browser/card-site/texts-on-stage.ts';

const site = sharedCardSite();

const { textsOf, stage } = textsOn(site);

const DAY = { date: '2026-12-05', title: 'T', place: 'P' };

async function drawEvent(input: Partial<CardInput<'event'>>) {
  const { missingGlyphs } = await draw(site.shared.page, createCard('event', { ...DAY, ...input }));
  const [weekday = [], day = [], month = [], labels = [], values = []] = await Promise.all(
    ['.weekday', '.day', '.month', '.label', '.value'].map(textsOf),
  );
  return { missingGlyphs, weekday: weekday.join(), day: day.join(), month: month.join(), labels, values };
}

describe('an event', () => {
  test.each([
    ['en', 'Saturday', '5', 'December 2026', 'Where', 'With'],
    ['de', 'Samstag', '5', 'Dezember 2026', 'Wo', 'Mit'],
    ['de-AT', 'Samstag', '5', 'Dezember 2026', 'Wo', 'Mit'],
    ['fr-CA', 'samedi', '5', 'décembre 2026', 'Où', 'Avec'],
    ['es-419', 'sábado', '5', 'diciembre de 2026', 'Dónde', 'Con'],
    ['pt-BR', 'sábado', '5', 'dezembro de 2026', 'Onde', 'Com'],
    ['it', 'sabato', '5', 'dicembre 2026', 'Dove', 'Con'],
    ['pl', 'sobota', '5', 'grudzień 2026', 'Gdzie', 'Kto'],
    ['tr', 'Cumartesi', '5', 'Aralık 2026', 'Yer', 'Kim'],
    ['el', 'Σάββατο', '5', 'Δεκέμβριος 2026', 'Πού', 'Με'],
    ['ru', 'суббота', '5', 'декабрь 2026 г.', 'Где', 'Кто'],
    ['uk', 'субота', '5', 'грудень 2026 р.', 'Де', 'Хто'],
    ['sr', 'субота', '5', 'децембар 2026.', 'Где', 'Ко'],
    ['sr-Latn', 'subota', '5', 'decembar 2026.', 'Gde', 'Ko'],
    ['ar', 'السبت', '5', 'ديسمبر 2026', 'المكان', 'مع'],
    ['fa', 'شنبه', '۵', 'دسامبر ۲۰۲۶', 'مکان', 'با حضور'],
    ['he', 'יום שבת', '5', 'דצמבר 2026', 'איפה', 'עם'],
    ['ur', 'ہفتہ', '5', 'دسمبر 2026', 'مقام', 'ہمراہ'],
    ['hi', 'शनिवार', '5', 'दिसंबर 2026', 'कहाँ', 'साथ में'],
    ['mr', 'शनिवार', '५', 'डिसेंबर २०२६', 'कुठे', 'सोबत'],
    ['bn', 'শনিবার', '৫', 'ডিসেম্বর ২০২৬', 'কোথায়', 'সঙ্গে'],
    ['ta', 'சனி', '5', 'டிசம்பர் 2026', 'இடம்', 'உடன்'],
    ['th', 'วันเสาร์', '5', 'ธันวาคม 2026', 'สถานที่', 'พบกับ'],
    ['vi', 'Thứ Bảy', '5', 'tháng 12 năm 2026', 'Địa điểm', 'Cùng với'],
    ['ja', '土曜日', '5', '2026年12月', '会場', '登壇'],
    ['ja-JP', '土曜日', '5', '2026年12月', '会場', '登壇'],
    ['ko', '토요일', '5', '2026년 12월', '장소', '함께'],
    ['zh', '星期六', '5', '2026年12月', '地点', '嘉宾'],
    ['zh-SG', '星期六', '5', '2026年12月', '地点', '嘉宾'],
    ['zh-TW', '星期六', '5', '2026年12月', '地點', '嘉賓'],
    ['zh-HK', '星期六', '5', '2026年12月', '地點', '嘉賓'],
    ['ka', 'შაბათი', '5', 'დეკემბერი, 2026', 'სად', 'ვინ'],
    ['hy', 'շաբաթ', '5', '2026 թ․ դեկտեմբեր', 'Որտեղ', 'Ովքեր'],
    ['is', 'laugardagur', '5', 'desember 2026', 'Hvar', 'Með'],
    ['nn-NO', 'lørdag', '5', 'desember 2026', 'Hvor', 'Med'],
    ['tlh', 'Saturday', '5', 'December 2026', 'Where', 'With'],
    ['az', 'şənbə', '5', 'dekabr 2026', 'Harada', 'Kimlə'],
    ['uz-UZ', 'shanba', '5', 'dekabr, 2026', 'Qayerda', 'Kim bilan'],
    ['az-Arab', 'Saturday', '5', 'December 2026', 'Where', 'With'],
    ['und-Cyrl', 'суббота', '5', 'декабрь 2026 г.', 'Где', 'Кто'],
    ['yue', '星期六', '5', '2026年12月', '地點', '嘉賓'],
  ])('in %s says its day and its words in that language', async (language, weekday, day, month, where, whom) => {
    const drawn = await drawEvent({ language, speakers: ['Ada'] });
    expect(drawn).toMatchObject({ weekday, day, month, labels: [where, whom] });
    expect((await stage()).lang).toBe(language);
  });

  test('has no English word on it in any language that has words', async () => {
    const english = Object.values(EVENT_WORDS.en).concat(['Saturday', 'December', 'M12', ' and ']);
    for (const language of Object.keys(EVENT_WORDS)) {
      if (language === 'en') continue;
      const { weekday, day, month, labels, values } = await drawEvent({ language, speakers: ['Q', 'W'] });
      expect([language, weekday]).not.toEqual([language, 'Sat']);
      for (const text of [weekday, day, month, ...labels, ...values]) {
        for (const word of english) expect(`${language}: ${text}`).not.toContain(word);
      }
    }
  });

  test.each([
    ['関西フロントエンド勉強会', '土曜日', '会場', 'ja'],
    ['React で作る TypeScript アプリ', '土曜日', '会場', 'ja'],
    ['프런트엔드 모임', '토요일', '장소', 'ko'],
    ['前端开发者聚会', '星期六', '地点', 'zh-Hans'],
    ['Встреча разработчиков', 'суббота', 'Где', 'ru'],
    ['Зустріч розробників у Києві', 'субота', 'Де', 'uk'],
    ['لقاء المطورين', 'السبت', 'المكان', 'ar'],
    ['گردهمایی برنامه‌نویسان', 'شنبه', 'مکان', 'fa'],
    ['ڈیولپرز کی ملاقات', 'ہفتہ', 'مقام', 'ur'],
    ['מפגש מפתחים', 'יום שבת', 'איפה', 'he'],
    ['Συνάντηση προγραμματιστών', 'Σάββατο', 'Πού', 'el'],
    ['डेवलपर मिलन', 'शनिवार', 'कहाँ', 'hi'],
    ['டெவலப்பர் சந்திப்பு', 'சனி', 'இடம்', 'ta'],
    ['งานพบปะนักพัฒนา', 'วันเสาร์', 'สถานที่', 'th'],
    ['An evening with 李雷', 'Saturday', 'Where', 'zh-Hans'],
    ['Meet up', 'Saturday', 'Where', 'en'],
  ])('without a language is in that of its title: %s', async (title, weekday, where, lang) => {
    expect(await drawEvent({ title })).toMatchObject({ weekday, labels: [where] });
    expect((await stage()).lang).toBe(lang);
  });

  test('takes each of its words from its own fields, where they are given', async () => {
    const words = { whereWord: 'Treffpunkt', withWord: 'Es sprechen', moreWord: 'und noch {n} Leute' };
    const speakers = ['A', 'B', 'C', 'D', 'E'];
    const drawn = await drawEvent({ language: 'de', ...words, speakers });
    expect(drawn).toMatchObject({ labels: ['Treffpunkt', 'Es sprechen'], values: ['P', 'A, B, C und noch 2 Leute'] });
    expect((await drawEvent({ speakers, moreWord: '+' })).values[1]).toBe('A, B, C + 2');
  });

  test.each([
    ['en', 'Dec 3', '2026-12-03', '2026-12-03', { weekday: 'Thursday', day: '3', month: 'December 2026' }],
    ['en', 'a month', '2026-12-03', '2026-12-05', { weekday: 'Thu – Sat', day: '3–5', month: 'December 2026' }],
    ['en', 'two months', '2026-09-30', '2026-10-02', { weekday: '', day: 'Sep 30 – Oct 2', month: '2026' }],
    ['en-GB', 'two months', '2026-09-30', '2026-10-02', { weekday: '', day: '30 Sept – 2 Oct', month: '2026' }],
    ['de', 'two years', '2026-12-29', '2027-01-03', { weekday: '', day: '29. Dez. – 3. Jan.', month: '2026–2027' }],
    ['ja', 'a month', '2026-12-03', '2026-12-05', { weekday: '木 – 土', day: '3–5', month: '2026年12月' }],
    ['ja', 'two months', '2026-09-30', '2026-10-02', { weekday: '', day: '9月30日 – 10月2日', month: '2026年' }],
    ['fa', 'a month', '2026-12-03', '2026-12-05', { weekday: 'پنجشنبه – شنبه', day: '\u200f۳–۵', month: 'دسامبر ۲۰۲۶' }],
    ['he', 'a month', '2026-12-03', '2026-12-05', { day: '\u200f3–5', month: 'דצמבר 2026' }],
    ['ur-Aran', 'a month', '2026-12-03', '2026-12-05', { day: '\u200f3–5' }],
    ['ka', 'two months', '2026-09-30', '2026-10-02', { weekday: '', day: '30 სექტემბერი – 2 ოქტომბერი', month: '2026' }],
    ['az-Arab', 'two months', '2026-09-30', '2026-10-02', { weekday: '', day: 'Sep 30 – Oct 2' }],
    ['en', 'leap days', '2028-02-28', '2028-03-01', { weekday: '', day: 'Feb 28 – Mar 1', month: '2028' }],
  ])('in %s says the days of %s', async (language, _, date, endDate, says) => {
    expect(await drawEvent({ language, date, endDate })).toMatchObject(says);
  });

  test('in Bosnian, of which the browser has the name alone, ends its list with the word for and', async () => {
    expect((await drawEvent({ language: 'bs', speakers: ['A', 'B', 'C'] })).values[1]).toBe('A, B i C');
  });

  const names = (count: number) => Array.from({ length: count }, (_, at) => String.fromCharCode(65 + (at % 26)));

  test.each([
    ['en', 1, 'A'],
    ['en', 2, 'A and B'],
    ['en', 4, 'A, B, C, and D'],
    ['en', 5, 'A, B, C and 2 more'],
    ['en', 50, 'A, B, C and 47 more'],
    ['de', 5, 'A, B, C und 2 weitere'],
    ['fr', 6, 'A, B, C et 3 autres'],
    ['ja', 5, 'A、B、C ほか2名'],
    ['zh-TW', 5, 'A、B、C及另外 2 人'],
    ['ar', 6, 'A وB وC و3 غيرهم'],
    ['fa', 6, 'A،‏ B،‏ C و ۳ نفر دیگر'],
    ['hi', 7, 'A, B, C और 4 अन्य'],
    ['ka', 4, 'A, B, C და D'],
    ['ka', 5, 'A, B, C და კიდევ 2'],
    ['ru', 9, 'A, B, C и ещё 6'],
  ])('in %s names %i speakers', async (language, count, says) => {
    expect((await drawEvent({ language, speakers: names(count) })).values[1]).toBe(says);
  });

  test('names fewer speakers where their names are long, and counts the others', async () => {
    const long = Array.from({ length: 4 }, (_, at) => `${'長'.repeat(39)}${at}`);
    expect((await drawEvent({ language: 'ja', speakers: long })).values[1]).toBe(`${long[0]} ほか3名`);
    const french = ['Jean-Baptiste Grenouille-Delamarre', 'Bo'];
    expect((await drawEvent({ language: 'fr', speakers: french })).values[1]).toBe(french.join(' et ').replaceAll('-', '- '));
  });
});
