// Months, weekdays and "and" of languages that the browser's own data does not know. Engines with all of CLDR know them: a test
// holds these against theirs.
import { type Dictionary, fill, hasAnd, intlLocales, wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { hasMonths } from '../../../../card-schema/languages/spelled-date.ts';

interface CalendarWords {
  /** January to December, as they stand by themselves. */
  readonly months?: string;
  /** Sunday to Saturday. */
  readonly weekdays?: string;
  readonly and: string;
  /** Month and year, if not in that order with a blank. */
  readonly ofYear?: string;
  /** Day and month, if not in that order with a blank. */
  readonly dayOfMonth?: string;
  /** Months after the number of a day, where they are inflected. */
  readonly inflected?: string;
}

const CALENDARS: Dictionary<CalendarWords | undefined> = {
  en: undefined,
  az: {
    months: 'yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr',
    weekdays: 'bazar|bazar ertəsi|çərşənbə axşamı|çərşənbə|cümə axşamı|cümə|şənbə',
    and: 'və',
  },
  pa: {
    months: 'ਜਨਵਰੀ|ਫ਼ਰਵਰੀ|ਮਾਰਚ|ਅਪ੍ਰੈਲ|ਮਈ|ਜੂਨ|ਜੁਲਾਈ|ਅਗਸਤ|ਸਤੰਬਰ|ਅਕਤੂਬਰ|ਨਵੰਬਰ|ਦਸੰਬਰ',
    weekdays: 'ਐਤਵਾਰ|ਸੋਮਵਾਰ|ਮੰਗਲਵਾਰ|ਬੁੱਧਵਾਰ|ਵੀਰਵਾਰ|ਸ਼ੁੱਕਰਵਾਰ|ਸ਼ਨੀਵਾਰ',
    and: 'ਅਤੇ',
    dayOfMonth: '{month} {day}',
  },
  uz: {
    months: 'yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr',
    weekdays: 'yakshanba|dushanba|seshanba|chorshanba|payshanba|juma|shanba',
    and: 'va',
    ofYear: '{month}, {year}',
    dayOfMonth: '{day}-{month}',
  },
  be: {
    months: 'студзень|люты|сакавік|красавік|май|чэрвень|ліпень|жнівень|верасень|кастрычнік|лістапад|снежань',
    inflected: 'студзеня|лютага|сакавіка|красавіка|мая|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня',
    weekdays: 'нядзеля|панядзелак|аўторак|серада|чацвер|пятніца|субота',
    and: 'і',
  },
  bs: {
    months: 'januar|februar|mart|april|maj|juni|juli|august|septembar|oktobar|novembar|decembar',
    weekdays: 'nedjelja|ponedjeljak|utorak|srijeda|četvrtak|petak|subota',
    and: 'i',
    ofYear: '{month} {year}.',
    dayOfMonth: '{day}. {month}',
  },
  cy: {
    months: 'Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr',
    weekdays: 'Dydd Sul|Dydd Llun|Dydd Mawrth|Dydd Mercher|Dydd Iau|Dydd Gwener|Dydd Sadwrn',
    and: 'a',
  },
  eu: {
    months: 'urtarrila|otsaila|martxoa|apirila|maiatza|ekaina|uztaila|abuztua|iraila|urria|azaroa|abendua',
    inflected:
      'urtarrilaren|otsailaren|martxoaren|apirilaren|maiatzaren|ekainaren|uztailaren|abuztuaren|irailaren|urriaren|azaroaren|abenduaren',
    weekdays: 'igandea|astelehena|asteartea|asteazkena|osteguna|ostirala|larunbata',
    and: 'eta',
    ofYear: '{year}(e)ko {month}',
    dayOfMonth: '{month} {day}(a)',
  },
  ga: {
    months: 'Eanáir|Feabhra|Márta|Aibreán|Bealtaine|Meitheamh|Iúil|Lúnasa|Meán Fómhair|Deireadh Fómhair|Samhain|Nollaig',
    weekdays: 'Dé Domhnaigh|Dé Luain|Dé Máirt|Dé Céadaoin|Déardaoin|Dé hAoine|Dé Sathairn',
    and: 'agus',
  },
  gl: {
    months: 'xaneiro|febreiro|marzo|abril|maio|xuño|xullo|agosto|setembro|outubro|novembro|decembro',
    weekdays: 'domingo|luns|martes|mércores|xoves|venres|sábado',
    and: 'e',
    ofYear: '{month} de {year}',
    dayOfMonth: '{day} de {month}',
  },
  hy: {
    months: 'հունվար|փետրվար|մարտ|ապրիլ|մայիս|հունիս|հուլիս|օգոստոս|սեպտեմբեր|հոկտեմբեր|նոյեմբեր|դեկտեմբեր',
    inflected: 'հունվարի|փետրվարի|մարտի|ապրիլի|մայիսի|հունիսի|հուլիսի|օգոստոսի|սեպտեմբերի|հոկտեմբերի|նոյեմբերի|դեկտեմբերի',
    weekdays: 'կիրակի|երկուշաբթի|երեքշաբթի|չորեքշաբթի|հինգշաբթի|ուրբաթ|շաբաթ',
    and: 'և',
    ofYear: '{year} թ․ {month}',
    dayOfMonth: '{month} {day}',
  },
  is: {
    months: 'janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember',
    weekdays: 'sunnudagur|mánudagur|þriðjudagur|miðvikudagur|fimmtudagur|föstudagur|laugardagur',
    and: 'og',
    dayOfMonth: '{day}. {month}',
  },
  ka: {
    months: 'იანვარი|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|ნოემბერი|დეკემბერი',
    weekdays: 'კვირა|ორშაბათი|სამშაბათი|ოთხშაბათი|ხუთშაბათი|პარასკევი|შაბათი',
    and: 'და',
    ofYear: '{month}, {year}',
  },
  kk: {
    months: 'қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан',
    weekdays: 'жексенбі|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі',
    and: 'және',
    ofYear: '{year} ж. {month}',
  },
  km: {
    months: 'មករា|កុម្ភៈ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ',
    weekdays: 'អាទិត្យ|ចន្ទ|អង្គារ|ពុធ|ព្រហស្បតិ៍|សុក្រ|សៅរ៍',
    and: 'និង',
  },
  lo: {
    months: 'ມັງກອນ|ກຸມພາ|ມີນາ|ເມສາ|ພຶດສະພາ|ມິຖຸນາ|ກໍລະກົດ|ສິງຫາ|ກັນຍາ|ຕຸລາ|ພະຈິກ|ທັນວາ',
    weekdays: 'ວັນອາທິດ|ວັນຈັນ|ວັນອັງຄານ|ວັນພຸດ|ວັນພະຫັດ|ວັນສຸກ|ວັນເສົາ',
    and: 'ແລະ',
  },
  mk: {
    months: 'јануари|февруари|март|април|мај|јуни|јули|август|септември|октомври|ноември|декември',
    weekdays: 'недела|понеделник|вторник|среда|четврток|петок|сабота',
    and: 'и',
    ofYear: '{month} {year} г.',
  },
  mn: {
    months: '1-р сар|2-р сар|3-р сар|4-р сар|5-р сар|6-р сар|7-р сар|8-р сар|9-р сар|10-р сар|11-р сар|12-р сар',
    weekdays: 'ням|даваа|мягмар|лхагва|пүрэв|баасан|бямба',
    and: 'болон',
    ofYear: '{year} оны {month}',
    dayOfMonth: '{month} {day}',
  },
  my: {
    months: 'ဇန်နဝါရီ|ဖေဖော်ဝါရီ|မတ်|ဧပြီ|မေ|ဇွန်|ဇူလိုင်|ဩဂုတ်|စက်တင်ဘာ|အောက်တိုဘာ|နိုဝင်ဘာ|ဒီဇင်ဘာ',
    weekdays: 'တနင်္ဂနွေ|တနင်္လာ|အင်္ဂါ|ဗုဒ္ဓဟူး|ကြာသပတေး|သောကြာ|စနေ',
    and: 'နှင့်',
    ofYear: '{year} {month}',
    dayOfMonth: '{month} {day}',
  },
  ne: {
    months: 'जनवरी|फेब्रुअरी|मार्च|अप्रिल|मे|जुन|जुलाई|अगस्ट|सेप्टेम्बर|अक्टोबर|नोभेम्बर|डिसेम्बर',
    weekdays: 'आइतबार|सोमबार|मङ्गलबार|बुधबार|बिहिबार|शुक्रबार|शनिबार',
    and: 'र',
    ofYear: '{year} {month}',
    dayOfMonth: '{month} {day}',
  },
  si: {
    months: 'ජනවාරි|පෙබරවාරි|මාර්තු|අප්‍රේල්|මැයි|ජූනි|ජූලි|අගෝස්තු|සැප්තැම්බර්|ඔක්තෝබර්|නොවැම්බර්|දෙසැම්බර්',
    weekdays: 'ඉරිදා|සඳුදා|අඟහරුවාදා|බදාදා|බ්‍රහස්පතින්දා|සිකුරාදා|සෙනසුරාදා',
    and: 'සහ',
    ofYear: '{year} {month}',
    dayOfMonth: '{month} {day}',
  },
  sq: {
    months: 'janar|shkurt|mars|prill|maj|qershor|korrik|gusht|shtator|tetor|nëntor|dhjetor',
    weekdays: 'e diel|e hënë|e martë|e mërkurë|e enjte|e premte|e shtunë',
    and: 'dhe',
  },
};

export interface OwnCalendar {
  weekday(day: Date): string;
  monthOfYear(day: Date): string;
  dayOfMonth(day: Date): string;
}

/** For a language whose days the browser does not know; undefined where it does, and where there is nothing but English. */
export function ownCalendar(
  language: string,
  known = isKnown(Intl.DateTimeFormat, language, hasMonths),
): OwnCalendar | undefined {
  const words = known ? undefined : wordsIn(CALENDARS, language);
  if (!words?.months) return undefined;
  const { months, inflected = months, weekdays = '', ofYear = '{month} {year}', dayOfMonth = '{day} {month}' } = words;
  const nameOf = (names: string, at: number) => names.split('|')[at] ?? '';
  return {
    weekday: (day) => nameOf(weekdays, day.getUTCDay()),
    monthOfYear: (day) => fill(ofYear, { month: nameOf(months, day.getUTCMonth()), year: day.getUTCFullYear() }),
    dayOfMonth: (day) => fill(dayOfMonth, { day: day.getUTCDate(), month: nameOf(inflected, day.getUTCMonth()) }),
  };
}

export interface NameList {
  /** All of them: `A, B and C`. */
  whole(items: readonly string[]): string;
  /** The first of more: `A, B, C`. */
  series(items: readonly string[]): string;
}

/** The same for lists. */
export function ownList(language: string, known = isKnown(Intl.ListFormat, language, hasAnd)): NameList | undefined {
  const and = known ? undefined : wordsIn(CALENDARS, language)?.and;
  if (and === undefined) return undefined;
  return {
    whole: (items) => (items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`),
    series: (items) => items.join(', '),
  };
}

type Format = { supportedLocalesOf(locales: string[]): string[] };

function isKnown(format: Format, language: string, hasData = (_locale: string) => true): boolean {
  const locales = intlLocales(language).filter((locale) => locale !== 'en');
  return locales.length === 0 || format.supportedLocalesOf(locales).some(hasData);
}
