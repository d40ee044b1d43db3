// Sentences for the proof that a pruned browser draws any card. The profile has others, so that nothing here is known to it.
import type { Language } from '../../tools/profile/gallery/sentences.ts';

const ltr = (tag: string, ...sentences: string[]): Language => ({ tag, direction: 'ltr', sentences });
const rtl = (tag: string, ...sentences: string[]): Language => ({ tag, direction: 'rtl', sentences });

export const UNSEEN_SENTENCES: readonly Language[] = [
  ltr(
    'en',
    'Nobody wrote to the lighthouse that the war was over.',
    '12 Angry Waffles — “brunch” for two (from $8.75)',
    'Pneumonoultramicroscopicsilicovolcanoconiosis & efficient coffee',
  ),
  ltr('de', 'Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.', 'Fußgängerübergänge'),
  ltr('fr', 'Dès Noël, où un zéphyr haï me vêt de glaçons, je dîne d’exquis rôtis.'),
  ltr('es', '¿Quién dijo que el pingüino no sabía leer mapas? ¡Nadie!'),
  ltr('pt', 'À noite, vovô Kowalsky vê o ímã cair no pé do pinguim.'),
  ltr('pl', 'Pchnąć w tę łódź jeża lub ośm skrzyń fig.'),
  ltr('tr', 'Pijamalı hasta yağız şoföre çabucak güvendi.'),
  ltr('vi', 'Mùa thu về, lá rụng đầy sân trường; học trò đếm từng chiếc một.'),
  ltr('hu', 'Árvíztűrő tükörfúrógép, öt hűtőházból kértünk színhúst.'),
  ltr('is', 'Kæmi ný öxi hér, ykist þjófum nú bæði víl og ádrepa.'),
  ltr('el', 'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία με χαμόγελο.', 'Πόσο κάνει; 12,50 €'),
  ltr('ru', 'Широкая электрификация южных губерний даст мощный толчок подъёму.', 'Эй, жлоб! Где туз?'),
  ltr('bg', 'Жълтата дюля беше щастлива, че пухът замръзна като гьон.'),
  ltr('uk', 'Чуєш їх, доцю, га? Кумедна ж ти, прощайся без ґольфів!'),
  rtl(
    'ar',
    'نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر.',
    'الأسعار من ١٩٫٩٩ إلى ٢٠٠ ريال',
    'مَرْحَبًا بِكُمْ في المعرض (EXPO 2027)',
  ),
  rtl('fa', 'صبح زود، پیش از آنکه شهر بیدار شود، نانوا آواز می‌خواند؛ ۴۵۶'),
  rtl('ur', 'ٹھنڈی ہوا چلی تو پرانے درخت نے پتے جھاڑ دیے۔'),
  rtl('he', 'דג סקרן שט בים מאוכזב ולפתע מצא חברה: 3–4 ימים!', 'בְּרֵאשִׁית הָיָה רַעַשׁ'),
  ltr('hi', 'सर्दियों की धूप में दादी ऊन के गोले सुलझाती रहीं।', 'विद्यार्थी, द्वंद्व, उत्कृष्ट, ६७८९०'),
  ltr('mr', 'पावसाळ्यात कौलारू घरं गाणी म्हणतात, ७८९'),
  ltr('ne', 'हिमालको फेदमा एउटा सानो पुस्तकालय छ।'),
  ltr('bn', 'শরতের আকাশে সাদা মেঘের ভেলা ভেসে চলে।', 'উজ্জ্বল, স্বাস্থ্য, দ্বন্দ্ব, ৫৬৭৮৯'),
  ltr('ta', 'மழைக்குப் பின் மண்ணின் வாசனை ஊரெங்கும் பரவியது.', 'ஔவை, ஞானம், ௪௫௬'),
  ltr('th', 'แมวสีส้มนอนบนหลังคาและมองดูรถไฟผ่านไปทีละขบวน', 'เปิด ๙:๓๐–๑๗:๐๐ น. ยกเว้นวันพุธ'),
  ltr('zh-Hans', '奶奶把旧报纸折成小船，放进雨后的水沟里。', '（附录）第７章：数据、图表与“误差”'),
  ltr('zh-Hant', '奶奶把舊報紙摺成小船，放進雨後的水溝裡。', '『憂鬱的龜』——第九回，龍與麒麟'),
  ltr(
    'ja',
    '祖母は古い新聞で小舟を折り、雨上がりの溝に浮かべた。',
    'いろはにほへと、ちりぬるを。ｶﾞｷﾞｸﾞ・ヴァイオリン（〆切：十二月）',
  ),
  ltr('ko', '할머니는 낡은 신문으로 종이배를 접어 빗물에 띄웠다.', '뷁쉛! 겹받침: 닭, 삶, 읊다 — 「한글」 2027년'),
  ltr(
    'und',
    '∀x∈ℝ: ⌈x⌉ = −⌊−x⌋ ∴ α∧¬β ⟹ ∮ ℏ ≈ 10⁻³⁴ ↔ ⌘ ⌥ ◆ ■ ▲ ♠ ♦ ♯ ⚠ ☀ ✎ ½ ⅓ ª º',
    'o\u0308 u\u030b z\u0323\u030c \u00adx\u00ady \u2060 ℌ𝔢𝔩𝔩𝔬 𝟙𝟚𝟛 ﬁ Ĳ Ɖ',
  ),
  ltr('und', '🙃 🥳 🤌🏾 👩🏻‍🔬 👩‍❤️‍👨 🇯🇵 🇿🇦 💜 🍵 7️⃣ 🏳️‍🌈 🐙 🌋', '🛶🏔️🌲 🥐🧀 🥁🪗 🧑🏽‍🚒 🤝🏿 🇪🇺 ⌛ 💫 🧊 ☎️'),
];
