// @examples article
// A real sentence in every script that the fonts are for, and emoji in every kind of sequence.
import { type Card, createCard } from '../../card-schema/catalogue.ts';

export interface ScriptSample {
  readonly script: string;
  readonly card: Card;
  /** The families that must draw it, besides those that draw its spaces, digits and Latin. */
  readonly fonts: readonly string[];
}

export const EMOJI_TEXT = '👩‍👩‍👧‍👦 🇳🇴 🏴󠁧󠁢󠁥󠁮󠁧󠁿 7️⃣ #️⃣ 👍🏽 👩🏿‍🚀 🏳️‍🌈 ❤️ ☕ 🫶🏼';

export const SCRIPT_SAMPLES: readonly ScriptSample[] = [
  article('Latin', 'Příliš žluťoučký kůň úpěl, Đặng Ỷ Lan nói: “Ệ”', 'Þórunn Ævarsdóttir', ['Source Serif 4', 'Inter']),
  article('Greek', 'Η θάλασσα μαθαίνει στα παιδιά να περιμένουν τον άνεμο', 'Ελένη Παπαδάκη', ['Source Serif 4', 'Inter']),
  article('Cyrillic', 'Ранние поезда всегда тише тех, что уходят в полдень', 'Їжакевич Ґалина', ['Source Serif 4', 'Inter']),
  article('Arabic', 'المدينة التي تستيقظ قبل البحر بخمس دقائق', 'ليلى حدّاد', ['Noto Sans Arabic']),
  article('Hebrew', 'העיר שמתעוררת חמש דקות לפני הים', 'נועה בן־דוד', ['Noto Sans Hebrew']),
  article('Devanagari', 'समुद्र से पाँच मिनट पहले जागने वाला शहर', 'प्रिया श्रीवास्तव', ['Noto Sans Devanagari']),
  article('Bengali', 'সমুদ্রের পাঁচ মিনিট আগে যে শহর জেগে ওঠে', 'অনন্যা চক্রবর্তী', ['Noto Sans Bengali']),
  article('Tamil', 'கடலுக்கு ஐந்து நிமிடம் முன்பே விழிக்கும் நகரம்', 'மீனாட்சி சுந்தரம்', ['Noto Sans Tamil']),
  article('Thai', 'เมืองที่ตื่นก่อนทะเลห้านาที และคนที่นั่งรออยู่ที่ท่าเรือ', 'ณัฐวุฒิ ศรีสุข', ['Noto Sans Thai']),
  article('Chinese (Simplified)', '比大海早醒五分钟的城市，骨头与直觉', '林晓雨', ['Noto Sans SC']),
  article('Chinese (Traditional)', '比大海早醒五分鐘的城市，骨頭與直覺', '林曉雨', ['Noto Sans TC'], 'zh-Hant'),
  article('Japanese', '海より五分だけ早く目を覚ます街と、直角の骨', '佐藤はるか', ['Noto Sans JP']),
  article('Korean', '바다보다 오 분 먼저 깨어나는 도시의 아침 이야기', '김하늘', ['Noto Sans KR']),
  article('Emoji', EMOJI_TEXT, '🧑‍💻 Bo', ['Noto Color Emoji']),
];

function article(
  script: string,
  title: string,
  author: string,
  fonts: readonly string[],
  language: 'zh-Hant' | '' = '',
): ScriptSample {
  return { script, card: createCard('article', { title, author, minutes: 5, language }), fonts };
}
