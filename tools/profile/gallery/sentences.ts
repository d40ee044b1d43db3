// Sentences in the languages and scripts that the profile's cards are written in. The proof of the pruned browser has others.

export interface Language {
  /** BCP 47, for the `lang` attribute: it chooses glyphs, hyphens, quotes and line breaks. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly sentences: readonly string[];
}

const ltr = (tag: string, ...sentences: string[]): Language => ({ tag, direction: 'ltr', sentences });
const rtl = (tag: string, ...sentences: string[]): Language => ({ tag, direction: 'rtl', sentences });

export const SENTENCES: readonly Language[] = [
  ltr(
    'en',
    'The ferry leaves at half past six, with or without the mayor.',
    'Five quick fixes: office, affine, fjord & flight – “ready” at 100%',
    'WE SHIP ON TUESDAYS (mostly), v2.0.1-rc.3 #42 @home',
    'Extraordinarily conscientious counterrevolutionaries overcomplicate straightforward responsibilities.',
  ),
  ltr('de', 'Größere Öfen brauchen kürzere Schornsteine – STRASSE oder Straße?', 'Rindfleischetikettierungsüberwachungsaufgabe'),
  ltr('fr', 'L’été dernier, « où êtes-vous allés ? » — à Nîmes, bien sûr !', 'Œuvre, cœur, naïveté, garçon'),
  ltr('pl', 'Źrebię śpi; gęś gęga, a łódź płynie w żółtą mgłę.'),
  ltr('tr', 'Iğdır’ın ılık ışığı İstanbul’a değil, Ürgüp’e düşer.'),
  ltr('vi', 'Những chuyến tàu đêm chạy chậm qua phố cổ, ai cũng ngủ.'),
  ltr('cs', 'Příliš žluťoučké světlo, ďáblův účet a ťuk na Čtvrtek'),
  ltr('es', 'El búho de Íñigo vio cómo el pingüino pedía ron, ¿o era té? ¡Qué más da!'),
  ltr('hu', 'Hűtőből kivett őszi szőlő, félő sötétben tűnődő költőnő.'),
  ltr('is', 'Þar sem áin er lygn og djúp búa ðurtur og æðarfuglar.'),
  ltr('lv', 'Ķēniņš ēda ābolus, žņaudza čūsku un ņirdza ģērbtuvē.'),
  ltr('sr', 'Љубичаста џезва и ђачке њушке чекају ћуран.'),
  ltr('el', 'Η θάλασσα ξέρει τον δρόμο· εμείς τον μαθαίνουμε αργά.', 'ΆΝΟΙΞΗ και φθινόπωρο, ΐ ΰ ς'),
  ltr('ru', 'Съешь яблоко сейчас, а грушу оставь до ужина — вдруг пригодится.', 'Объём работ: 1 234,56 ₽ за м²'),
  ltr('uk', 'Ґанок, їжак і щедрий жовтень: усе поруч.'),
  rtl('ar', 'السفينة تصل قبل الفجر، والميناء لا ينام أبدًا.', 'خصم ٢٥٪ على كل الكتب حتى ٣١/١٢', 'لَا إِلَى اللَّيْلِ (PDF) ٣٫٥ كغم'),
  rtl('fa', 'کتاب‌های تازه را پیش از ظهر می‌آورند، گفت: «۱۲۳»'),
  rtl('ur', 'بارش کے بعد شہر کی گلیاں خاموش ہو گئیں۔'),
  rtl('he', 'הספינה עוגנת בנמל, והקברניט שותה קפה (חם) ב־7:30.', 'שָׁלוֹם לְכֻלָּם – 50% הנחה'),
  ltr('hi', 'नाव किनारे पर रुकी और बच्चे पानी की ओर दौड़ पड़े।', 'क्षत्रिय, ज्ञान, श्रृंगार, १२३४५'),
  ltr('mr', 'डोंगरावरून आलेला वारा ऱ्हस्व आणि दीर्घ गातो.'),
  ltr('bn', 'নদীর ওপারে আলো জ্বলে, মাঝি তখনও গান গায়।', 'ক্ষুদ্র শিল্প, জ্ঞান, ১২৩৪'),
  ltr('ta', 'கடலோரக் காற்றில் விளக்குகள் மெல்ல அசைகின்றன.', 'ஸ்ரீ க்ஷேத்திரம் ௧௨௩'),
  ltr('th', 'เรือลำสุดท้ายออกจากท่าเมื่อฟ้าใกล้สาง น้ำนิ่งมาก', 'ราคา ๑,๒๓๔ บาท ทุกวันศุกร์'),
  ltr('zh-Hans', '港口的灯还亮着，船长说明天一早出发。', '《慢一点》——第３２期：咖啡、书店与雨天'),
  ltr('zh-Hant', '碼頭的燈還亮著，船長說明天一早出發。', '「慢一點」第三十二期：體驗臺灣的雨'),
  ltr('ja', '港の灯りはまだ消えず、船長は明日の朝に出ると言う。', 'カタカナ・ﾊﾝｶｸ・ひらがな、そして漢字！〜２０２６年〜'),
  ltr('ko', '항구의 불빛은 아직 켜져 있고 선장은 내일 아침 떠난다고 한다.', '값: ₩12,000 (부가세 별도) — 읽기 쉬운 글'),
  ltr(
    'und',
    '∑ √2 ≠ ∞ → ← ⇒ ✓ ✗ ★ ☆ © ® ™ § ¶ † ‰ ¼ ½ № ① ② Ⅷ ☎ ♥ ♫',
    'a\u0301 e\u0323\u0302 n\u0303 \u00ad so\u00adft hy\u00adphens\u200bzero\u2060join 𝒜𝕭 ﬃ ǆ',
  ),
  ltr(
    'und',
    '∀ε>0 ∃δ: |x−a|<δ ⟹ f(x)≈ℓ ⌈n⌉ ∮ ∇ ⊕ ℵ₀ x² 10⁻⁹ ⟨ψ|φ⟩ ℂℕℝ',
    '■ □ ▲ ◆ ○ ● ☀ ☁ ⚠ ⚙ ✂ ✈ ❄ ➜ ⌘ ⌫ ␣ ⎇ ♠ ♦ ♭ ⚀ ☯ ☮ ª º ¿ ¡ † ‡ ‹ › „ ‚',
  ),
  // Scripts that people no longer write, or that no font here has: they are shaped, and may be drawn as missing.
  ltr('und', '𓀀𓁐𓂀 𒀀𒁀𒂀 𐎀𐎁 𐤀𐤁𐤂 𐌰𐌱 ᚁᚂᚃ 𐘀𐘁 𖬀𖬁', '𐵀𐵩 𞗐𞗑 𖵀𖵁 𖄀𖄁 𑻠𑻡 𑊀𑊁 𑰀𑰁 ꡀꡁ 𐓘 🡀 𛅰'),
  ltr('und', 'ᄒ\u1161ᆫᄀ\u1173ᆯ ㄅㄆ ゟ ﹏ 𠮷𩸽 \u{e000}\u{fffd}\u{10ffff} ᚠᛇᚻ ⠓⠑⠇⠇⠕ 𝄞 ꙮ ߒߞߏ ᓄᓇᕗᑦ'),
  ltr(
    'und',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 #️⃣ *️⃣ 0️⃣ 9️⃣ 👁️‍🗨️ 🧑🏻‍🤝‍🧑🏿 🐻‍❄️ ❤️‍🔥 ©️ ℹ️ ☎︎ ☎️ ⌚︎ 🇦🇦 👋🏻👋🏼👋🏽👋🏾👋🏿 🧔‍♀️ 👨‍❤️‍💋‍👨',
    'Ship it 🚢 on 7️⃣ days, 🇯🇵🇰🇷 and 👩🏽‍🔬 approve ✅',
  ),
  ltr('und', '😀 🎉 👍🏽 👩‍🚀 👨‍👩‍👧‍👦 🇳🇴 🇧🇷 ❤️ ☕ 1️⃣ 🏴‍☠️ 🦊 🌈', '🚢⚓️🌊 🍜🍣 🎻🎺 🧑🏿‍💻 🫶🏼 🇺🇳 ⏰ ✨ 🔥'),
];
